package io.reconai.server.store.sqlite;

import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.MemberStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.Invitation;
import io.reconai.server.workspaces.Member;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Members and invitations in SQLite. Each change begins with its write, so that its conditions are looked at under the
/// write lock, also where two servers share the file.
public final class SqliteMemberStore implements MemberStore {

    private static final String MEMBERS =
            "(SELECT m.*, a.email, a.display_name FROM members m JOIN accounts a USING (uid))";

    private final Database database;

    public SqliteMemberStore(Database database) {
        this.database = database;
    }

    @Override
    public PageOf<Member> list(Workspace workspace, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        return database.read(connection -> new PageOf<>(
                where.page(connection, "*", MEMBERS, page, "uid", SqliteMemberStore::member),
                where.count(connection, MEMBERS)));
    }

    @Override
    public Optional<Member> find(Workspace workspace, String uid) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM " + MEMBERS + " WHERE workspace_id = ? AND uid = ?",
                SqliteMemberStore::member,
                workspace.id(),
                uid));
    }

    @Override
    public Change setRole(Workspace workspace, String uid, Role role) {
        return database.write(connection -> {
            var changed = Sql.update(
                    connection,
                    "UPDATE members SET role = ? WHERE workspace_id = ? AND uid = ? AND (role <> 'owner' OR"
                            + " ? = 'owner' OR EXISTS (SELECT 1 FROM members o WHERE o.workspace_id ="
                            + " members.workspace_id AND o.role = 'owner' AND o.uid <> members.uid))",
                    role.word(),
                    workspace.id(),
                    uid,
                    role.word());
            return changed == 1 ? Change.DONE : whyNot(connection, workspace, uid);
        });
    }

    @Override
    public Change remove(Workspace workspace, String uid) {
        return database.write(connection -> {
            var removed = Sql.update(
                    connection,
                    "DELETE FROM members WHERE workspace_id = ? AND uid = ? AND (role <> 'owner' OR"
                            + " EXISTS (SELECT 1 FROM members o WHERE o.workspace_id ="
                            + " members.workspace_id AND o.role = 'owner' AND o.uid <> members.uid))",
                    workspace.id(),
                    uid);
            if (removed == 0) {
                return whyNot(connection, workspace, uid);
            }
            Sql.update(
                    connection,
                    "DELETE FROM api_tokens WHERE workspace_id = ? AND created_by = ?",
                    workspace.id(),
                    uid);
            return Change.DONE;
        });
    }

    private static Change whyNot(Connection connection, Workspace workspace, String uid) throws SQLException {
        return Sql.first(
                                connection,
                                "SELECT 1 FROM members WHERE workspace_id = ? AND uid = ?",
                                row -> row.getInt(1),
                                workspace.id(),
                                uid)
                        .isPresent()
                ? Change.LAST_OWNER
                : Change.NO_MEMBER;
    }

    @Override
    public void invite(Workspace workspace, Invitation invitation, String hash) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO invitations (invitation_id, workspace_id, email, email_key, role, message, hash,"
                        + " invited_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (workspace_id, email_key) DO UPDATE SET invitation_id ="
                        + " excluded.invitation_id, email = excluded.email, role = excluded.role, message ="
                        + " excluded.message, hash = excluded.hash, invited_by = excluded.invited_by, created_at ="
                        + " excluded.created_at, expires_at = excluded.expires_at",
                invitation.invitationId(),
                workspace.id(),
                invitation.email(),
                invitation.email().toLowerCase(Locale.ROOT),
                invitation.role().word(),
                invitation.message(),
                hash,
                invitation.invitedBy(),
                ServerJson.text(invitation.createdAt()),
                ServerJson.text(invitation.expiresAt())));
    }

    @Override
    public PageOf<Invitation> invitations(Workspace workspace, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        return database.read(connection -> new PageOf<>(
                where.page(connection, "*", "invitations", page, "invitation_id", SqliteMemberStore::invitation),
                where.count(connection, "invitations")));
    }

    @Override
    public boolean withdraw(Workspace workspace, String invitationId) {
        return database.write(connection -> Sql.update(
                        connection,
                        "DELETE FROM invitations WHERE workspace_id = ? AND invitation_id = ?",
                        workspace.id(),
                        invitationId)
                == 1);
    }

    @Override
    public Optional<Offer> offer(String hash, Instant now) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT i.*, w.name AS workspace_name, w.plan, coalesce(a.display_name, a.email) AS inviter"
                        + " FROM invitations i JOIN workspaces w USING (workspace_id)"
                        + " JOIN accounts a ON a.uid = i.invited_by WHERE i.hash = ? AND i.expires_at > ?",
                row -> new Offer(
                        invitation(row),
                        row.getString("workspace_name"),
                        Plan.of(row.getString("plan")),
                        row.getString("inviter")),
                hash,
                ServerJson.text(now)));
    }

    @Override
    public boolean isInvited(String email, Instant now) {
        return database.read(connection -> Sql.first(
                        connection,
                        "SELECT 1 FROM invitations WHERE email_key = ? AND expires_at > ?",
                        row -> row.getInt(1),
                        email.toLowerCase(Locale.ROOT),
                        ServerJson.text(now))
                .isPresent());
    }

    @Override
    public Change accept(Invitation invitation, String uid, @Nullable Integer most, Instant now) {
        return database.write(connection -> {
            var used = Sql.update(
                    connection, "DELETE FROM invitations WHERE invitation_id = ?", invitation.invitationId());
            if (used == 0) {
                return Change.NO_MEMBER;
            }
            var workspaceId = invitation.workspaceId();
            var role = Sql.first(
                    connection,
                    "SELECT role FROM members WHERE workspace_id = ? AND uid = ?",
                    row -> Role.of(row.getString(1)),
                    workspaceId,
                    uid);
            if (role.isPresent()) {
                if (!role.get().mayActAs(invitation.role())) {
                    Sql.update(
                            connection,
                            "UPDATE members SET role = ? WHERE workspace_id = ? AND uid = ?",
                            invitation.role().word(),
                            workspaceId,
                            uid);
                }
                return Change.DONE;
            }
            if (most != null && count(connection, workspaceId) >= most) {
                return Change.FULL;
            }
            SqliteWorkspaceStore.addMember(connection, workspaceId, uid, invitation.role(), now);
            return Change.DONE;
        });
    }

    private static long count(Connection connection, String workspaceId) throws SQLException {
        return new Where("workspace_id", workspaceId).count(connection, "members");
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("uid"),
                row.getString("email"),
                row.getString("display_name"),
                Role.of(row.getString("role")),
                Timestamp.parse(row.getString("joined_at")),
                Timestamp.parse(row.getString("last_active_at")));
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getString("invitation_id"),
                row.getString("workspace_id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getString("message"),
                row.getString("invited_by"),
                Timestamp.parse(row.getString("created_at")),
                Timestamp.parse(row.getString("expires_at")));
    }
}
