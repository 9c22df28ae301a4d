package io.reconai.engine.http;

import java.io.IOException;

/// What came is no HTTP answer.
final class MalformedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String problem) {
        super(problem);
    }
}
