package io.reconai.engine.screenshots;

import java.io.IOException;

/// The browser said something that is no request to a proxy.
final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedRequestException(String message) {
        super(message);
    }
}
