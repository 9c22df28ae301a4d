package io.reconai.engine.organisations;

import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jsoup.Jsoup;

/// An answer over HTTP while it is put together.
record Page(int status, String type, List<String> fields, String body) {

    static Page html(int status, String body) {
        return new Page(status, "text/html; charset=utf-8", List.of(), body);
    }

    static Page redirect(String location) {
        return html(302, "").with("Location: " + location);
    }

    static Page text(int status, String type, String body) {
        return new Page(status, type, List.of(), body);
    }

    /// The same with one more field, as it goes over the wire; an empty one adds nothing.
    Page with(String field) {
        if (field.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(fields);
        more.add(field);
        return new Page(status, type, more, body);
    }

    Page with(List<String> more) {
        var page = this;
        for (var field : more) {
            page = page.with(field);
        }
        return page;
    }

    HttpAnswer answer() {
        var headers = new ArrayList<Header>();
        headers.add(new Header("Content-Type", type));
        for (var field : fields) {
            var colon = field.indexOf(':');
            headers.add(new Header(
                    field.substring(0, colon), field.substring(colon + 1).strip()));
        }
        return new HttpAnswer(
                status,
                "http/1.1",
                headers,
                body,
                body.length(),
                false,
                HexFormat.of().toHexDigits(body.hashCode()),
                type.startsWith("text/html") ? Jsoup.parse(body).title() : "");
    }
}
