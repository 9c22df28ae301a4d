package io.reconai.server.workspaces;

import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AccountStore;
import io.reconai.server.store.MemberStore;
import io.reconai.server.store.WorkspaceStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Who belongs to a workspace and may be written to, for what is done without anybody asking.
@ApplicationScoped
public class People {

    private static final PageRequest EVERYBODY = new PageRequest(1, 10_000, List.of());

    private final MemberStore members;
    private final WorkspaceStore workspaces;
    private final AccountStore accounts;

    People(MemberStore members, WorkspaceStore workspaces, AccountStore accounts) {
        this.members = members;
        this.workspaces = workspaces;
        this.accounts = accounts;
    }

    public List<Member> members(Workspace workspace) {
        return members.list(workspace, EVERYBODY).items();
    }

    /// Members whose addresses were shown to be theirs: nobody else is written to unasked.
    public List<Member> reachable(Workspace workspace) {
        return members(workspace).stream()
                .filter(member -> accounts.find(member.uid())
                        .filter(account -> account.isVerified())
                        .isPresent())
                .toList();
    }

    public Optional<Member> owner(Workspace workspace) {
        return members(workspace).stream()
                .filter(member -> member.role() == Role.OWNER)
                .findFirst();
    }

    /// What people call the workspace; empty when it is gone.
    public String name(Workspace workspace) {
        return owner(workspace)
                .flatMap(owner -> workspaces.view(workspace.id(), owner.uid()))
                .map(WorkspaceView::name)
                .orElse("");
    }
}
