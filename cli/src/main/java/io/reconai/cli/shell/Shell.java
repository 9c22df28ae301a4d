package io.reconai.cli.shell;

/// The shells that completion is made for.
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /// The script that teaches this shell the command line.
    public String script(CommandOutline program) {
        return switch (this) {
            case BASH -> new BashScript(program).text();
            case ZSH -> new ZshScript(program).text();
            case FISH -> new FishScript(program).text();
        };
    }
}
