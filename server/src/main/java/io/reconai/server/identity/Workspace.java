package io.reconai.server.identity;

/// A tenant. Nothing is read or written without one, and one comes only from a verified credential.
public final class Workspace {

    private final String id;

    private Workspace(String id) {
        this.id = id;
    }

    /// The workspace of a caller whose credential was verified.
    static Workspace of(String verifiedId) {
        return new Workspace(verifiedId);
    }

    /// The workspace of a record that the store itself holds: for work that a caller asked for earlier.
    public static Workspace ofRecord(String workspaceId) {
        return new Workspace(workspaceId);
    }

    /// `u_…` for a person's own, `wsp_…` for a shared one.
    public String id() {
        return id;
    }
}
