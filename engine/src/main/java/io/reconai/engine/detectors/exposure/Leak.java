package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Severity;

/// What a file's content proves.
///
/// @param shown names and marks, never a value that may be secret
record Leak(Severity severity, String shown) {}
