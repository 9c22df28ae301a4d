package io.reconai.engine.http;

import io.reconai.engine.asset.BodyNotes;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.SourceMapFacts;
import io.reconai.engine.secrets.FoundSecret;
import io.reconai.engine.secrets.SecretFinder;
import io.reconai.engine.web.SourceMap;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads all of a body that came, notes what judging needs of it beyond its beginning, and hides the secrets in what
/// is kept: from here on nobody has them. A body that comes again, as the page for what is not there does, is read
/// once. Safe for use by many threads.
final class BodyReader {

    private static final int MOST_SECRETS = 32;

    private static final Pattern NO_TEXT = Pattern.compile("(?:image/(?!svg)|audio/|video/|font/).*");

    /// Names of files that hold the settings of a site's own program.
    private static final Pattern SETTINGS = Pattern.compile(
            "(?i).*/(?:app|runtime|client|site|web)?[._-]?(?:config|configuration|settings|env|environment|constants|secrets|credentials)"
                    + "(?:[._-][\\w-]{1,20})?\\.(?:js|mjs|json|xml|ya?ml|properties|ini|conf|txt)");

    /// A body, by its digest, and what decides how it is read.
    private record Known(String sha256, Optional<String> contentType, SecretFinder.Place place) {}

    /// Those of which there is nothing to note.
    private final Set<Known> plain = ConcurrentHashMap.newKeySet();

    /// The same reply, with the notes and without the secrets. Its bytes stay as they are.
    HttpConnection.Reply noted(URI uri, HttpConnection.Reply reply) {
        var answer = reply.answer();
        if (answer == null
                || reply.body().length == 0
                || NO_TEXT.matcher(answer.mediaType()).matches()) {
            return reply;
        }
        return new HttpConnection.Reply(reply.outcome(), reply.detail(), read(uri, answer, reply.body()), reply.body());
    }

    private HttpAnswer read(URI uri, HttpAnswer answer, byte[] body) {
        var isScript = isScript(uri, answer);
        var known = new Known(answer.bodySha256(), answer.firstHeader("content-type"), place(uri));
        if (!isScript && plain.contains(known)) {
            return answer;
        }
        var text = isWhole(answer, body) ? answer.body() : HttpConnection.text(answer, body);
        var secrets = SecretFinder.in(text, known.place);
        var reference = isScript ? SourceMap.reference(answer, text) : "";
        var map = SourceMap.within(reference).or(() -> SourceMap.read(text));
        if (secrets.isEmpty() && reference.isEmpty() && map.isEmpty()) {
            plain.add(known);
            return answer;
        }
        return answer.keeping(SecretFinder.masked(answer.body(), secrets))
                .withTitle(titleWithout(secrets, answer.title()))
                .noting(notes(secrets, SourceMap.kept(reference), map));
    }

    private static BodyNotes notes(List<FoundSecret> secrets, String reference, Optional<SourceMapFacts> map) {
        var first = secrets.stream().limit(MOST_SECRETS).map(FoundSecret::facts).toList();
        return new BodyNotes(first, reference, map.orElse(null));
    }

    /// A title is kept apart from the body.
    private static String titleWithout(List<FoundSecret> secrets, String title) {
        return secrets.isEmpty()
                ? title
                : SecretFinder.masked(title, SecretFinder.in(title, SecretFinder.Place.ANYWHERE));
    }

    private static boolean isWhole(HttpAnswer answer, byte[] body) {
        return body.length <= HttpConnection.TEXT_BYTES && !answer.body().isEmpty();
    }

    private static SecretFinder.Place place(URI uri) {
        return SETTINGS.matcher(path(uri)).matches() ? SecretFinder.Place.SETTINGS : SecretFinder.Place.ANYWHERE;
    }

    private static boolean isScript(URI uri, HttpAnswer answer) {
        return answer.mediaType().contains("javascript")
                || answer.mediaType().contains("ecmascript")
                || !answer.isHtml() && path(uri).matches(".*\\.m?js");
    }

    private static String path(URI uri) {
        @Nullable String path = uri.getRawPath();
        return path == null ? "" : path;
    }
}
