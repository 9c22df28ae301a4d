package io.reconai.engine.diff;

/// Something that was asked of a host, named the same in every scan, such as `dns www.acme.test MX`.
///
/// @param fingerprint of its text; keyed, so that no stranger can make two texts meet
/// @param family the probe of the coverage that asks it, such as `http`
/// @param port the TCP port it is asked at; 0 where there is none
record Question(long fingerprint, Family family, int port) {

    /// The kinds of questions; the word is the coverage's.
    enum Family {
        DNS("dns"),
        PORT("port_scan"),
        TLS("tls"),
        HTTP("http"),
        PATH("path_probes"),
        ZONE_TRANSFER("zone_transfer"),
        DATAGRAM("udp_ports"),
        BREACH("breach"),
        REGISTRATION("registration"),
        WILDCARD("wildcard"),
        OTHER("");

        private final String probe;

        Family(String probe) {
            this.probe = probe;
        }

        String probe() {
            return probe;
        }
    }
}
