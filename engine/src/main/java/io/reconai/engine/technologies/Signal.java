package io.reconai.engine.technologies;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of places in which technologies show themselves.
///
/// Text that people read is not among them, except on error pages: a page about a product is not that product.
enum Signal {
    /// A header field by its name, of the host's own answers.
    HEADER(true),
    /// The name of a cookie that is set.
    COOKIE(false),
    /// The content of a `meta` element by its name or property.
    META(true),
    /// The address of a script: `/path` on the page's own host, `//host/path` elsewhere.
    SCRIPT(false),
    /// The address of anything that a page loads or sends to, scripts included, written as for a script.
    LOAD(false),
    /// The path of a link to the page's own host.
    ANCHOR(false),
    /// The text of a script, in the page or fetched.
    INLINE(false),
    /// The value of an attribute by its name; by the name `*`, the names of attributes.
    ATTRIBUTE(true),
    /// The name of an element.
    ELEMENT(false),
    COMMENT(false),
    TITLE(false),
    /// Where the host itself redirects to, absolute: a path that we asked for says nothing, one it chose does.
    REDIRECT(false),
    /// What an answer of status 400 or more says.
    ERROR(false),
    /// A value of a JSON answer by its path, such as `version.number`.
    JSON(true),
    /// A line of robots.txt.
    ROBOTS(false),
    /// A record of the host itself by its type.
    DNS(true),
    /// `issuer`, `subject` or `name` of the host's certificate.
    CERTIFICATE(true),
    /// What an open port says by itself.
    BANNER(false),
    /// The name of the network that an address is announced by.
    NETWORK(false),
    /// The SHA-256 of an icon in lower-case hex; and the signed number by which search engines know icons.
    FAVICON(false),
    /// A script library by its name in the data of known weaknesses; the value is its version.
    LIBRARY(true);

    private final boolean named;

    Signal(boolean named) {
        this.named = named;
    }

    /// True when a rule must also say which header, attribute, … it looks at.
    boolean isNamed() {
        return named;
    }

    /// True when its names are told apart by case.
    boolean keepsCase() {
        return this == JSON || this == LIBRARY;
    }

    static Optional<Signal> of(String word) {
        return Arrays.stream(values())
                .filter(signal -> signal.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
