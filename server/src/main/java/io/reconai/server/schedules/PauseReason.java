package io.reconai.server.schedules;

/// Why something that is set to happen by itself does not.
public enum PauseReason {
    /// The plan has no room for it, or not any more.
    PLAN,
    /// The workspace is archived.
    ARCHIVED,
    /// The operator named no way for mail to leave.
    NO_MAIL,
    /// Nobody of those who were to get it is a member any more.
    NO_RECIPIENT
}
