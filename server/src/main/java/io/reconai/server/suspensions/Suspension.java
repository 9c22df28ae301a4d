package io.reconai.server.suspensions;

import java.time.Instant;

/// Somebody or something shut out by the operator, until that is taken back.
///
/// @param subject the uid of a person, who is shut out everywhere, or the id of a workspace, which is shut for all its
///     members
/// @param label the person's address, or the workspace's name, at that time
/// @param reason shown to those who are shut out
/// @param by the operator's address
public record Suspension(String subject, String label, String reason, Instant since, String by) {}
