package io.reconai.server.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Lets a request wait. A part of its own so that tests need not.
@ApplicationScoped
public class Pause {

    public void of(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }
}
