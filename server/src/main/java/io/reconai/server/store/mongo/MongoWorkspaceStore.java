package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.workspaces.WorkspaceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// Workspaces in MongoDB; their members are part of them.
final class MongoWorkspaceStore implements WorkspaceStore {

    /// From here a risk level is high.
    private static final int HIGH_RISK = 61;

    /// Nobody takes so long from the promise of a workspace to the workspace: whoever did has died.
    private static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final String PROMISED = "promised_workspaces";
    private static final String PROMISES = "promises";

    private static final Map<String, Comparator<WorkspaceView>> ORDERS = Map.of(
            "name", Comparator.comparing(WorkspaceView::name),
            "risk_score", Comparator.comparingInt(WorkspaceView::riskScore),
            "active_assets", Comparator.comparingLong(WorkspaceView::activeAssets),
            "created_at", Comparator.comparing(WorkspaceView::createdAt),
            "workspace_id", Comparator.comparing(WorkspaceView::workspaceId));

    private final MongoDatabase database;
    private final Documents workspaces;
    private final Documents users;
    private final Documents assets;

    MongoWorkspaceStore(MongoDatabase database) {
        this.database = database;
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        users = new Documents(database.getCollection(Schema.USERS));
        assets = new Documents(database.getCollection(Schema.ASSETS));
    }

    @Override
    public Optional<Membership> membership(String workspaceId, String uid) {
        return workspaces.first(WorkspaceDocuments.present(workspaceId)).flatMap(workspace -> member(workspace, uid)
                .map(member -> membership(workspace, member)));
    }

    private static Optional<Document> member(Document workspace, String uid) {
        return Values.documents(workspace, WorkspaceDocuments.MEMBERS).stream()
                .filter(member -> uid.equals(member.getString("uid")))
                .findFirst();
    }

    @Override
    public void seen(Map<Seat, Instant> members) {
        members.forEach((member, at) -> workspaces.update(
                WorkspaceDocuments.present(member.workspaceId()).append("members.uid", member.uid()),
                set("members.$.last_active_at", Values.date(at))));
    }

    @Override
    public Optional<Plan> plan(Workspace workspace) {
        return workspaces
                .first(WorkspaceDocuments.present(workspace.id()))
                .map(found -> Plan.of(found.getString("plan")));
    }

    /// How many a person owns is spread over many documents. So the person's own document notes what is promised,
    /// under a number that counts the promises: of many at once, each but one has counted too early and counts
    /// again. A kill before the workspace is there leaves a promise that lapses.
    @Override
    public boolean add(String workspaceId, String name, String ownerUid, int most, Instant at) {
        while (true) {
            var user = users.first(new Document("uid", ownerUid))
                    .orElseThrow(() -> new IllegalStateException("there is no account " + ownerUid));
            var owned = new HashSet<String>();
            workspaces
                    .all(new Document("members.uid", ownerUid).append(WorkspaceDocuments.REMOVED, false))
                    .forEach(workspace -> member(workspace, ownerUid)
                            .filter(member -> WorkspaceDocuments.role(member) == Role.OWNER)
                            .ifPresent(_ -> owned.add(workspace.getString(Schema.WORKSPACE))));
            var valid = Values.documents(user, PROMISED).stream()
                    .filter(promise -> Values.instant(promise, "at").isAfter(at.minus(ABANDONED)))
                    .toList();
            valid.forEach(promise -> owned.add(promise.getString(Schema.WORKSPACE)));
            if (owned.size() >= most) {
                return false;
            }
            // A person who never made one has no number yet.
            var unchanged = new Document("uid", ownerUid)
                    .append(
                            PROMISES,
                            user.get(PROMISES) == null
                                    ? new Document("$exists", false)
                                    : Values.number(user, PROMISES));
            var promise = new Document(Schema.WORKSPACE, workspaceId).append("at", Values.date(at));
            if (users.update(
                    unchanged,
                    new Document("$push", new Document(PROMISED, promise))
                            .append("$inc", new Document(PROMISES, 1L)))) {
                break;
            }
        }
        workspaces.insert(WorkspaceDocuments.of(workspaceId, name, false, at)
                .append(WorkspaceDocuments.MEMBERS, List.of(WorkspaceDocuments.member(ownerUid, Role.OWNER, at))));
        users.update(
                new Document("uid", ownerUid),
                new Document("$pull", new Document(PROMISED, new Document(Schema.WORKSPACE, workspaceId))));
        users.update(
                new Document("uid", ownerUid),
                new Document(
                        "$pull",
                        new Document(
                                PROMISED, new Document("at", new Document("$lte", Values.date(at.minus(ABANDONED)))))));
        return true;
    }

    /// Few belong to one person, so that they are sorted here.
    @Override
    public PageOf<WorkspaceView> list(String uid, Optional<String> search, List<String> statuses, PageRequest page) {
        var mine = workspaces.all(new Document("members.uid", uid).append(WorkspaceDocuments.REMOVED, false));
        var wanted = search.map(text -> text.toLowerCase(Locale.ROOT)).orElse("");
        var found = views(mine, uid).stream()
                .filter(view -> view.name().toLowerCase(Locale.ROOT).contains(wanted))
                .filter(view -> statuses.isEmpty() || statuses.contains(view.status()))
                .sorted(Orders.of(page, ORDERS, "workspace_id"))
                .toList();
        return Orders.page(found, page);
    }

    @Override
    public Optional<WorkspaceView> view(String workspaceId, String uid) {
        var found = workspaces.all(WorkspaceDocuments.present(workspaceId).append("members.uid", uid));
        return views(found, uid).stream().findFirst();
    }

    private List<WorkspaceView> views(List<Document> found, String uid) {
        var sums = sums(found.stream()
                .map(workspace -> workspace.getString(Schema.WORKSPACE))
                .toList());
        return found.stream()
                .flatMap(workspace -> member(workspace, uid)
                        .map(member -> view(
                                workspace,
                                member,
                                sums.getOrDefault(workspace.getString(Schema.WORKSPACE), new Document())))
                        .stream())
                .toList();
    }

    /// Number and scores of active assets, by workspace.
    private Map<String, Document> sums(Collection<String> workspaceIds) {
        Map<String, Document> sums = new HashMap<>();
        assets.aggregate(List.of(
                        new Document(
                                "$match",
                                new Document(Schema.WORKSPACE, new Document("$in", List.copyOf(workspaceIds)))
                                        .append("state", "active")),
                        new Document(
                                "$group",
                                new Document("_id", "$" + Schema.WORKSPACE)
                                        .append("assets", new Document("$sum", 1))
                                        .append("risk_sum", new Document("$sum", "$risk_score")))))
                .forEach(sum -> sums.put(sum.getString("_id"), sum));
        return sums;
    }

    private static WorkspaceView view(Document workspace, Document member, Document sum) {
        var active = Values.number(sum, "assets");
        var score = active == 0 ? 0 : (int) Math.round((double) Values.number(sum, "risk_sum") / active);
        return new WorkspaceView(
                workspace.getString(Schema.WORKSPACE),
                workspace.getString("name"),
                workspace.getBoolean("personal"),
                WorkspaceDocuments.role(member),
                workspace.getString("plan"),
                Values.documents(workspace, WorkspaceDocuments.MEMBERS).size(),
                active,
                score,
                RiskLevel.of(score),
                status(workspace, score),
                Values.instant(workspace, "created_at"));
    }

    private static String status(Document workspace, int score) {
        if (workspace.getBoolean("archived", false)) {
            return "archived";
        }
        if (score >= HIGH_RISK) {
            return "high_risk";
        }
        return Values.texts(workspace, MonitoredDomains.FIELD).isEmpty() ? "active" : "monitoring";
    }

    @Override
    public void rename(Workspace workspace, String name) {
        workspaces.update(WorkspaceDocuments.present(workspace.id()), set("name", name));
    }

    @Override
    public void archive(Workspace workspace, boolean archived) {
        workspaces.update(WorkspaceDocuments.present(workspace.id()), set("archived", archived));
    }

    /// The mark decides: with it the workspace is gone for everybody. What it held is removed after that, and its own
    /// document last; after a kill the next start goes on.
    @Override
    public void remove(Workspace workspace) {
        workspaces.update(new Document(Schema.WORKSPACE, workspace.id()), set(WorkspaceDocuments.REMOVED, true));
        clear(workspace.id());
    }

    void finishRemovals() {
        workspaces
                .all(new Document(WorkspaceDocuments.REMOVED, true), Schema.WORKSPACE)
                .forEach(workspace -> clear(workspace.getString(Schema.WORKSPACE)));
    }

    private void clear(String workspaceId) {
        var filter = new Document(Schema.WORKSPACE, workspaceId);
        for (var collection : Schema.OF_A_WORKSPACE) {
            new Documents(database.getCollection(collection)).remove(filter);
        }
        workspaces.remove(filter);
    }

    private static Document set(String field, Object value) {
        return new Document("$set", new Document(field, value));
    }

    private static Membership membership(Document workspace, Document member) {
        return new Membership(
                workspace.getString(Schema.WORKSPACE),
                workspace.getString("name"),
                workspace.getBoolean("personal"),
                WorkspaceDocuments.role(member),
                Plan.of(workspace.getString("plan")),
                workspace.getString("subscription_status"),
                workspace.getBoolean("archived"),
                Values.instant(member, "last_active_at"));
    }
}
