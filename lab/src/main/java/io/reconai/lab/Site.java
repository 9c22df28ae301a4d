package io.reconai.lab;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a web host answers.
@FunctionalInterface
interface Site {

    /// A request as far as sites care.
    ///
    /// @param origin of the page that asks, as the Origin field says; empty when none was sent
    /// @param message its line and its fields, as they came
    record Request(
            String method, String scheme, String host, String path, String query, String origin, String message) {

        /// True when one of the fields is this one.
        boolean says(String field) {
            return message.lines().anyMatch(field::equalsIgnoreCase);
        }

        /// The value of a parameter of the query; empty when there is none.
        String parameter(String name) {
            for (var part : query.split("&")) {
                if (part.startsWith(name + "=")) {
                    return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    /// One header field.
    record Field(String name, String value) {}

    /// How a body is sent.
    enum Pace {
        WHOLE,
        /// Again and again, until the other side closes.
        ENDLESS,
        /// One octet a second.
        DRIPPING,
        /// Half of it, then the connection is closed.
        CUT,
        /// Half of it, then the connection is reset.
        RESET,
        /// All of it, but more was announced; then the connection is closed.
        MORE_SAID,
        /// All of it, but only half was announced; then the connection is closed.
        LESS_SAID
    }

    /// An answer.
    record Answer(int status, List<Field> headers, byte[] body, Pace pace) {

        static Answer html(int status, String body) {
            return text(status, "text/html; charset=utf-8", body);
        }

        static Answer text(int status, String mediaType, String body) {
            return new Answer(
                    status,
                    List.of(new Field("Content-Type", mediaType)),
                    body.getBytes(StandardCharsets.UTF_8),
                    Pace.WHOLE);
        }

        static Answer redirect(int status, String location) {
            return text(status, "text/html", "").with("Location", location);
        }

        Answer sent(Pace how) {
            return new Answer(status, headers, body, how);
        }

        Answer withBody(String other) {
            return withBody(other.getBytes(StandardCharsets.UTF_8));
        }

        Answer withBody(byte[] other) {
            return new Answer(status, headers, other, pace);
        }

        /// The same with a part of its text replaced.
        Answer replacing(String part, String by) {
            var text = new String(body, StandardCharsets.UTF_8).replace(part, by);
            return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8), pace);
        }

        Answer with(String name, String value) {
            var more = new ArrayList<>(headers);
            more.add(new Field(name, value));
            return new Answer(status, more, body, pace);
        }
    }

    Answer answer(Request request);

    /// The same site with a header field on every answer.
    default Site with(String name, String value) {
        return request -> answer(request).with(name, value);
    }
}
