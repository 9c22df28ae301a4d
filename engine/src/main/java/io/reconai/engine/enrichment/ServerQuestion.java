package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import java.net.InetAddress;

/// A question to a name server itself.
record ServerQuestion(InetAddress server, DnsQuestion question, Way way) {

    /// How it is asked.
    enum Way {
        /// For what it knows.
        DATAGRAM,
        /// For what it knows, on a connection.
        CONNECTION,
        /// To find out for us, as one asks a resolver.
        RESOLVE
    }

    DnsLookup ask(DnsClient client) throws InterruptedException {
        return switch (way) {
            case DATAGRAM -> client.askServer(server, question);
            case CONNECTION -> client.askServerOverTcp(server, question);
            case RESOLVE -> client.askServerToResolve(server, question);
        };
    }
}
