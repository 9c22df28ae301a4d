package io.reconai.server.domains;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears of every proof that ends, as whoever sends alerts would.
@Singleton
public class LostProofs {

    private final List<VerificationLost> heard = new CopyOnWriteArrayList<>();

    void hear(@Observes VerificationLost lost) {
        heard.add(lost);
    }

    List<VerificationLost> of(String domainId) {
        return heard.stream().filter(lost -> lost.domainId().equals(domainId)).toList();
    }
}
