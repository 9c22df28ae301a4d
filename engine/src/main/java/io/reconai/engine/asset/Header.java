package io.reconai.engine.asset;

/// One header field as it came: case kept, outer blanks removed (RFC 9110 §5.5).
public record Header(String name, String value) {}
