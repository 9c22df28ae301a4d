package io.reconai.server.identity;

/// Who makes a request, verified, and in which workspace.
///
/// @param sessionId the sign-in it belongs to
public record Caller(Account account, Workspace workspace, String sessionId) {}
