package io.reconai.engine.net;

/// A connection that is kept for another request and closed when somebody waits for its place.
public final class Resting {

    private final Places places;
    private final Runnable close;
    private final long since = System.nanoTime();

    Resting(Places places, Runnable close) {
        this.places = places;
        this.close = close;
    }

    /// Takes the connection back into use.
    ///
    /// @return false when it has been closed meanwhile
    public boolean wake() {
        return places.remove(this);
    }

    long restsForNanos() {
        return System.nanoTime() - since;
    }

    void end() {
        close.run();
    }
}
