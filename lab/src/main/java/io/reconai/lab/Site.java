package io.reconai.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a web host answers.
@FunctionalInterface
interface Site {

    /// A request as far as sites care.
    record Request(String scheme, String host, String path) {}

    /// One header field.
    record Field(String name, String value) {}

    /// An answer; `endless` repeats the body for ever.
    record Answer(int status, List<Field> headers, byte[] body, boolean endless) {

        static Answer html(int status, String body) {
            return text(status, "text/html; charset=utf-8", body);
        }

        static Answer text(int status, String mediaType, String body) {
            return new Answer(
                    status,
                    List.of(new Field("Content-Type", mediaType)),
                    body.getBytes(StandardCharsets.UTF_8),
                    false);
        }

        static Answer redirect(int status, String location) {
            return text(status, "text/html", "").with("Location", location);
        }

        Answer with(String name, String value) {
            var more = new ArrayList<>(headers);
            more.add(new Field(name, value));
            return new Answer(status, more, body, endless);
        }
    }

    Answer answer(Request request);

    /// The same site with a header field on every answer.
    default Site with(String name, String value) {
        return request -> answer(request).with(name, value);
    }
}
