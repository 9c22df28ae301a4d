package io.reconai.server.domains;

import io.quarkus.runtime.ShutdownEvent;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ownership.OwnershipAnswer;
import io.reconai.engine.ownership.OwnershipProof;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Looks for a domain's proof where it should be. Opens what it needs when it is first asked.
@ApplicationScoped
class OwnershipCheck {

    private final EngineSettings settings;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable OwnershipProof proof;

    OwnershipCheck(ServerSettings settings) {
        this.settings = settings.engine();
    }

    OwnershipAnswer look(Domain domain, ProofMethod method) throws InterruptedException {
        var challenge = DomainChallenge.of(domain);
        return switch (method) {
            case DNS_TXT -> {
                var name = DomainName.parse(challenge.dnsTxt().name());
                yield name.isEmpty()
                        ? new OwnershipAnswer.NotShown("the name has no room for " + DomainChallenge.LABEL)
                        : proof().txt(name.get(), challenge.dnsTxt().value());
            }
            case HTTP_FILE ->
                proof().file(
                                domain.name(),
                                DomainChallenge.PATH,
                                challenge.httpFile().content());
        };
    }

    private OwnershipProof proof() {
        opening.lock();
        try {
            if (proof == null) {
                proof = new OwnershipProof(settings);
            }
            return proof;
        } catch (IOException exhausted) {
            throw new UncheckedIOException("no sockets to look for a proof", exhausted);
        } finally {
            opening.unlock();
        }
    }

    void stop(@Observes ShutdownEvent ending) {
        opening.lock();
        try {
            if (proof != null) {
                proof.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
