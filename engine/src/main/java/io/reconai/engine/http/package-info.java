/// HTTP/1.1 as a scanner needs it: over the Dialer, bounded in every direction, keeping what was really sent.
///
/// [io.reconai.engine.http.HttpConnection] speaks with one server; [io.reconai.engine.http.HttpProber] looks at a host.
@NullMarked
package io.reconai.engine.http;

import org.jspecify.annotations.NullMarked;
