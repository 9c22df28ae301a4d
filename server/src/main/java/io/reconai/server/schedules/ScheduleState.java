package io.reconai.server.schedules;

/// Whether something that is set to happen by itself does.
public enum ScheduleState {
    ACTIVE,
    /// Somebody switched it off.
    OFF,
    /// It is on and does not happen; [PauseReason] says why. It goes on by itself when the reason is gone.
    PAUSED;

    /// @param isPaused for a reason that counts while it is on
    public static ScheduleState of(boolean isEnabled, boolean isPaused) {
        if (!isEnabled) {
            return OFF;
        }
        return isPaused ? PAUSED : ACTIVE;
    }
}
