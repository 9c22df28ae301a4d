package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.http.HttpConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// HTTP answers, to whatever was asked, and by `http-products.txt` what is behind them.
final class HttpProducts implements Recogniser {

    private record Row(
            String service,
            String question,
            String where,
            Pattern pattern,
            String product,
            String cpe,
            Outcome outcome) {}

    private final List<Row> rows = Table.read("http-products.txt", 7).stream()
            .map(row -> new Row(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    Pattern.compile(row.get(3)),
                    row.get(4),
                    row.get(5),
                    Signature.outcome(row.get(6))))
            .toList();

    @Override
    public Optional<Recognised> read(Heard heard) {
        if (!heard.startsWith("HTTP/1.")) {
            return Optional.empty();
        }
        return HttpConnection.answerIn(heard.text().getBytes(StandardCharsets.ISO_8859_1))
                .map(answer -> read(answer, heard.question()));
    }

    /// What is behind an answer; plain http at least.
    Recognised read(HttpAnswer answer, String question) {
        return rows.stream()
                .flatMap(row -> read(row, question, answer).stream())
                .findFirst()
                .orElseGet(() -> Recognised.of("http"));
    }

    private static Optional<Recognised> read(Row row, String question, HttpAnswer answer) {
        if (!row.question.isEmpty() && !row.question.equals(question)) {
            return Optional.empty();
        }
        return texts(row.where, answer)
                .map(row.pattern::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> new Recognised(
                        row.service, row.product, Signature.version(found), row.cpe, row.outcome, Confidence.FIRM, ""));
    }

    private static Stream<String> texts(String where, HttpAnswer answer) {
        return switch (where) {
            case "body" -> Stream.of(answer.body());
            case "title" -> Stream.of(answer.title());
            default -> answer.firstHeader(where).stream();
        };
    }
}
