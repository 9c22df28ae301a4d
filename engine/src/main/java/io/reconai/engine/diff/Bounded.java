package io.reconai.engine.diff;

import io.reconai.engine.asset.Text;

/// Foreign text as a comparison keeps it.
final class Bounded {

    /// Enough to recognise a place by; longer ones are told apart by the finding's id.
    private static final int MAX_TEXT = 300;

    private Bounded() {}

    static String text(String foreign) {
        return Text.visible(foreign, MAX_TEXT);
    }
}
