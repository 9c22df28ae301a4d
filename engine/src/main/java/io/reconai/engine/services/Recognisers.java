package io.reconai.engine.services;

import io.reconai.engine.asset.HttpAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that can be recognised. Those with code of their own come first, then the rows in their order.
final class Recognisers {

    private static final String TLS_HANDSHAKE = "\u0016\u0003";
    private static final String TLS_ALERT = "\u0015\u0003";

    /// What servers say over plain HTTP on a TLS port: nginx, Go, Apache.
    private static final List<String> WRONG_SCHEME = List.of(
            "The plain HTTP request was sent to HTTPS port",
            "Client sent an HTTP request to an HTTPS server",
            "speaking plain HTTP to an SSL-enabled server port",
            "This combination of host and port requires TLS");

    private final HttpProducts http = new HttpProducts();
    private final List<Recogniser> all = Stream.concat(
                    Stream.of(new SqlServer(), new OracleListener(), new Directory(), new AmqpBroker(), http),
                    Signature.load().stream())
            .toList();

    /// What is behind an answer to the question for the start page.
    Recognised read(HttpAnswer answer) {
        return http.read(answer, "http");
    }

    /// The service that was heard; empty when none fits. One whose name is empty is only worth a further question.
    Optional<Recognised> read(Heard heard) {
        return heard.text().isEmpty()
                ? Optional.empty()
                : all.stream()
                        .flatMap(recogniser -> attempt(recogniser, heard).stream())
                        .findFirst();
    }

    private static Optional<Recognised> attempt(Recogniser recogniser, Heard heard) {
        try {
            return recogniser.read(heard);
        } catch (MalformedReplyException otherwise) {
            return Optional.empty();
        }
    }

    /// True for the beginning of a message that says how long it is, of which more is to come.
    static boolean isCut(Heard heard) {
        return AmqpBroker.isCut(heard);
    }

    /// True when the answer says that TLS is spoken here.
    static boolean wantsTls(Heard heard) {
        return heard.startsWith(TLS_ALERT)
                || heard.startsWith(TLS_HANDSHAKE)
                || (heard.startsWith("HTTP/1.")
                        && WRONG_SCHEME.stream().anyMatch(text -> heard.text().contains(text)));
    }
}
