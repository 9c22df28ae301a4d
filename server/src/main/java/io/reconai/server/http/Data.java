package io.reconai.server.http;

/// The success envelope of one object.
public record Data<T>(T data) {}
