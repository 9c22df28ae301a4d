package io.reconai.cli;

import io.reconai.engine.Program;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"reconai " + Program.version()};
    }
}
