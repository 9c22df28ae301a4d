package io.reconai.engine.asset;

import java.time.Instant;

/// A picture that was made of a page; the picture itself is a file of the operator's.
///
/// @param url the page
/// @param file its name in the operator's folder
/// @param sha256 of the PNG, lower-case hex
/// @param refused how many requests of the page were not let through: to hosts outside the scope or forbidden
public record Screenshot(String url, String file, String sha256, long bytes, int refused, Instant at) {}
