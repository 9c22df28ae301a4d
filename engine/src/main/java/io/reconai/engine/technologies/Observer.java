package io.reconai.engine.technologies;

/// Told of what evidence shows, in its order.
interface Observer {

    void sees(Observation seen);

    /// A whole page.
    ///
    /// @param at where it stands in evidence
    default void sees(KnownPage page, String at) {
        for (var shown : page.content().shown()) {
            sees(shown.at(at));
        }
    }
}
