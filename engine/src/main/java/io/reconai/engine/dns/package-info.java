/// An asynchronous DNS client built for many questions: one event loop, few sockets, several resolvers.
///
/// Start at [io.reconai.engine.dns.DnsClient]. Messages are read by [io.reconai.engine.dns.DnsMessage], which refuses
/// what is malformed with [io.reconai.engine.dns.MalformedMessageException] and with nothing else.
@NullMarked
package io.reconai.engine.dns;

import org.jspecify.annotations.NullMarked;
