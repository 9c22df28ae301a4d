package io.reconai.server.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.Client;
import io.reconai.server.identity.Role;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/// A shared workspace with somebody of every role, each speaking in it.
final class Team {

    final String workspaceId;
    private final URI base;
    private final Map<Role, Client> members = new EnumMap<>(Role.class);

    private Team(URI base, String workspaceId, Client owner) {
        this.base = base;
        this.workspaceId = workspaceId;
        members.put(Role.OWNER, owner.with("X-Workspace-Id", workspaceId));
    }

    static Team ofEveryRole(URI base) {
        var owner = Client.registered(base);
        var made = owner.post("/api/workspaces", "{\"name\":\"Acme\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var team = new Team(
                base, Client.json(made).path("data").path("workspace_id").asText(), owner);
        for (var role : new Role[] {Role.ADMIN, Role.ANALYST, Role.VIEWER}) {
            team.members.put(role, team.join(role));
        }
        return team;
    }

    /// Somebody new, invited and joined.
    Client join(Role role) {
        var email = UUID.randomUUID() + "@acme.example";
        var invited = as(Role.OWNER).post(path("/invitations"), invitation(email, role));
        assertThat(invited.statusCode()).as(invited.body()).isEqualTo(201);
        var link = Client.json(invited).path("accept_url").asText();
        var secret = link.substring(link.lastIndexOf('/') + 1);
        var client = Client.registered(base, email);
        var accepted = client.post("/api/invitations/" + secret + "/accept", "");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        return client.with("X-Workspace-Id", workspaceId);
    }

    static String invitation(String email, Role role) {
        return "{\"email\":\"" + email + "\",\"role\":\"" + role.word() + "\"}";
    }

    Client as(Role role) {
        var client = members.get(role);
        if (client == null) {
            throw new IllegalStateException("nobody is " + role);
        }
        return client;
    }

    String uid(Role role) {
        return uid(as(role));
    }

    static String uid(Client client) {
        return client.data("/api/auth/me").path("uid").asText();
    }

    String path(String rest) {
        return "/api/workspaces/" + workspaceId + rest;
    }
}
