package io.reconai.server.mail;

import org.jspecify.annotations.Nullable;

/// No server took a mail. The message says why, without the mail's content.
final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1;

    /// Whether the same mail may be taken another time.
    enum Again {
        WORTH_TRYING,
        USELESS
    }

    private final Again again;

    UndeliveredException(String reason, Again again, @Nullable Throwable cause) {
        super(reason, cause);
        this.again = again;
    }

    boolean isFinal() {
        return again == Again.USELESS;
    }
}
