package io.reconai.server.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.Ids;
import io.reconai.server.http.RequestId;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Caller;
import io.reconai.server.identity.Credential;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AuditStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Writes down what the request that is being answered did. The entry is in the store when the call returns.
@ApplicationScoped
public class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int LONGEST_AGENT = 300;
    private static final AuditEntry.Actor SYSTEM = new AuditEntry.Actor("system", "system", null);

    private final AuditStore store;
    private final CurrentCaller current;
    private final CurrentVertxRequest request;
    private final ClientAddress addresses;
    private final Clock clock;
    private final ExecutorService later = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("audit-log").factory());

    AuditLog(
            AuditStore store,
            CurrentCaller current,
            CurrentVertxRequest request,
            ClientAddress addresses,
            Clock clock) {
        this.store = store;
        this.current = current;
        this.request = request;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// Something the caller did in the workspace of the request.
    public void record(String action, String targetType, String targetId, String label) {
        record(action, targetType, targetId, label, Map.of());
    }

    /// The same with what was and what is.
    public void record(
            String action, String targetType, String targetId, String label, Map<String, List<String>> changes) {
        record(current.workspace(), action, new AuditEntry.Target(targetType, targetId, label), changes);
    }

    /// Something the caller did in a workspace that is not the request's: one just made, or just joined.
    public void record(
            Workspace workspace, String action, AuditEntry.Target target, Map<String, List<String>> changes) {
        add(workspace, entry(actor(current.get()), action, target, changes));
    }

    /// Something about a person himself, who is not signed in yet.
    public void recordOf(Workspace own, Account account, String action) {
        add(own, entryOf(account, action));
    }

    /// The same soon, so that the time of an answer does not tell whether there is somebody to write about.
    public void recordSoonOf(Workspace own, Account account, String action) {
        var entry = entryOf(account, action);
        later.execute(() -> {
            try {
                store.add(own, entry);
            } catch (RuntimeException away) {
                LOG.warnf(away, "not written down: %s (%s)", action, entry.requestId());
            }
        });
    }

    /// Waits for what is to be written soon.
    public void flush() {
        try {
            later.submit(() -> {}).get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nothing was done, and it failed", impossible);
        }
    }

    @PreDestroy
    void stop() {
        later.close();
    }

    private AuditEntry entryOf(Account account, String action) {
        var actor = new AuditEntry.Actor("user", account.uid(), account.email());
        return entry(actor, action, new AuditEntry.Target("user", account.uid(), account.email()), Map.of());
    }

    /// Something that the service did by itself, without a request.
    public void recordBySystem(
            Workspace workspace, String action, AuditEntry.Target target, Map<String, List<String>> changes) {
        store.add(
                workspace,
                new AuditEntry(
                        Ids.next("aud"),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        SYSTEM,
                        action,
                        target,
                        changes,
                        null,
                        null,
                        Ids.next("req")));
    }

    /// Something that an event of Stripe's did, in the request that brought it.
    public void recordByStripe(
            Workspace workspace,
            String eventId,
            String action,
            AuditEntry.Target target,
            Map<String, List<String>> changes) {
        add(workspace, entry(new AuditEntry.Actor("stripe", eventId, null), action, target, changes));
    }

    private static AuditEntry.Actor actor(Caller caller) {
        var account = caller.account();
        return caller.credential() instanceof Credential.ApiToken token
                ? new AuditEntry.Actor("token", token.tokenId(), account.email())
                : new AuditEntry.Actor("user", account.uid(), account.email());
    }

    /// After what was to be written soon, so that entries stand in the order of what happened.
    private void add(Workspace workspace, AuditEntry entry) {
        flush();
        store.add(workspace, entry);
    }

    private AuditEntry entry(
            AuditEntry.Actor actor, String action, AuditEntry.Target target, Map<String, List<String>> changes) {
        var routing = request.getCurrent();
        var agent = routing.request().getHeader("User-Agent");
        return new AuditEntry(
                Ids.next("aud"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor,
                action,
                target,
                changes,
                addresses.of(routing),
                agent == null || agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT),
                RequestId.of(routing));
    }
}
