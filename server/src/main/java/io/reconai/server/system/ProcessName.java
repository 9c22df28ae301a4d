package io.reconai.server.system;

import jakarta.inject.Singleton;
import java.util.UUID;

/// Tells this process from others on the same store, also from an earlier one on the same machine.
@Singleton
public class ProcessName {

    private final String value =
            ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);

    public String value() {
        return value;
    }
}
