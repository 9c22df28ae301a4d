package io.reconai.engine.detectors;

import io.reconai.engine.asset.Header;
import java.util.List;

/// A request that a detector needs on an origin of a host, as data. It reads: nothing is ever written.
///
/// @param name written to [io.reconai.engine.asset.Exchange#probe]
/// @param path absolute path with an optional query, encoded, such as `/uploads/`; `%RANDOM%` stands for 16 random
/// letters
/// @param headers sent beside the usual ones, such as Origin; the same `%RANDOM%` may stand in a value
public record Probe(String name, String path, Manner manner, List<Header> headers) {

    /// How it is asked for, and what of the answer is kept.
    public enum Manner {
        /// As a browser asks for a page; the page is kept as it is.
        PAGE,
        /// The same; a file that is found is kept with its secrets masked, and no other body is.
        FILE,
        /// Like a file, by a program that wants JSON.
        JSON,
        /// Only the first 64 KiB, of which is kept what kind of file it is and which names it holds.
        ARCHIVE,
        /// Only whether it is there and how long it is.
        HEAD,
        /// With TRACE (RFC 9110 §9.3.8), which gives back the request as the server saw it.
        TRACE
    }

    public Probe {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a probe's path begins with a slash: " + path);
        }
        headers = List.copyOf(headers);
    }

    /// Asks with the usual headers.
    public Probe(String name, String path, Manner manner) {
        this(name, path, manner, List.of());
    }

    /// Asks for a page.
    public Probe(String name, String path) {
        this(name, path, Manner.PAGE);
    }
}
