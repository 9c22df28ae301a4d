package io.reconai.engine;

/// A setting that cannot be used. The message names the variable, the value and what would be right.
public final class SettingException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param variable such as `RECONAI_RATE`
    public SettingException(String variable, String problem) {
        super(variable + ": " + problem);
    }
}
