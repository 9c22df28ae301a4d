package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceJsonTest {

    private static final Instant AT = Instant.parse("2026-03-01T09:30:00.125Z");

    private static Evidence full() {
        var answer = new HttpAnswer(
                200,
                "http/1.1",
                List.of(new Header("Server", "nginx")),
                "<html>\u0000</html>",
                13,
                false,
                "ab".repeat(32),
                "Home");
        var certificate = new CertificateFacts(
                "CN=www.acme.test",
                "CN=Lab CA",
                "01",
                AT,
                AT,
                List.of("www.acme.test"),
                1,
                "EC",
                256,
                "SHA256withECDSA",
                false,
                "cd".repeat(32),
                new CertificateExtensions(
                        false,
                        List.of("1.3.6.1.5.5.7.3.1"),
                        2,
                        false,
                        true,
                        List.of("http://ocsp.acme.test/"),
                        List.of(),
                        List.of(),
                        "ef".repeat(32)),
                new KeyFacts("secp256k1", 0, List.of(KeyFacts.Flaw.UNUSUAL_CURVE)));
        var session = new TlsSession(
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "http/1.1",
                List.of(certificate),
                ChainTrust.TRUSTED,
                true,
                "lab",
                new ChainFacts(
                        false,
                        true,
                        false,
                        List.of("CN=www.acme.test", "CN=Root"),
                        List.of(new ChainFacts.IssuerFetch("http://ca.test/", ""))),
                new StapledStatus(StapledStatus.Status.REVOKED, AT, AT, AT, "issuer", "reason 1"));
        var lookup = new DnsLookup(
                "www.acme.test",
                "A",
                "127.0.0.1:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of(),
                List.of(new DnsRecordData("www.acme.test", "A", 300, "203.0.113.1")),
                List.of(),
                4);
        var exchange = new Exchange(
                "root",
                "GET",
                "https://www.acme.test/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                AT,
                9);
        return Evidence.builder(
                        "scn_1",
                        ScanMode.ACTIVE,
                        Host.of(new DomainName("www.acme.test"), new DomainName("acme.test")),
                        AT)
                .path(List.of(new DiscoveryStep("ct.crtsh", "certificate 01")))
                .dns(List.of(lookup))
                .addresses(List.of(new AddressObservation(
                        "203.0.113.1",
                        "",
                        "h1.example",
                        new Announcement("203.0.113.0/24", List.of(64_500L), "LAB", "US"),
                        new Location("US", "Springfield", 44.05, -123.02, "DBIP-City-Lite"))))
                .ports(List.of(
                        new PortObservation("203.0.113.1", 443, PortState.OPEN, "accepted", "", "", 2),
                        new PortObservation(
                                "203.0.113.1",
                                22,
                                PortState.OPEN,
                                "accepted",
                                "ssh",
                                "SSH-2.0-OpenSSH_9.2p1",
                                2,
                                new ServiceIdentity(
                                        ServiceIdentity.Transport.TCP,
                                        "OpenSSH",
                                        "9.2p1",
                                        "cpe:2.3:a:openbsd:openssh:9.2:p1:*:*:*:*:*:*",
                                        Confidence.CERTAIN,
                                        ServiceIdentity.Access.UNKNOWN,
                                        "SSH-2.0-OpenSSH_9.2p1"),
                                List.of(AccessAnswer.of(
                                        "greeting",
                                        AccessAnswer.Outcome.REFUSED,
                                        "\u0000".repeat(500), // longer once it is visible: not to be cut again
                                        List.of("name\u001b".repeat(50)))))))
                .otherPorts(List.of(new PortGroup("203.0.113.1", PortState.CLOSED, "connection refused", "1-442,444")))
                .tls(List.of(new TlsObservation(
                        "203.0.113.1",
                        443,
                        "www.acme.test",
                        ExchangeOutcome.ANSWERED,
                        "",
                        session,
                        AT,
                        7,
                        support(),
                        "smtp")))
                .exchanges(List.of(exchange))
                .zoneTransfers(
                        List.of(new ZoneTransferAttempt("ns1.acme.test", "203.0.113.53:53", "refused", 0, List.of())))
                .wildcards(List.of(new WildcardVerdict(
                        new DomainName("acme.test"), List.of(), List.of("q.acme.test"), "not_wildcard")))
                .registration(new DomainRegistration(
                        "acme.test", "rdap", "Lab", AT, AT, null, List.of("active"), List.of(), true))
                .breachHistory(new BreachHistory(
                        "acme.test",
                        "hibp",
                        List.of(new Breach(
                                "AcmeForum", LocalDate.of(2024, 5, 15), List.of("Passwords"), 12_345L, true)),
                        new LeakedAccounts(3, List.of(new Breach("Other", null, List.of(), null, false)))))
                .coverage(List.of(new Coverage("tls", Coverage.Result.OK, "")))
                .nameServerNetworks(List.of(
                        new ServerNetwork(
                                "203.0.113.53", new Announcement("203.0.113.0/24", List.of(64_500L), "LAB, US", "US")),
                        new ServerNetwork("198.51.100.53", null)))
                .soaRereading(new SoaRereading(60_000, List.of(lookup)))
                .build();
    }

    private static TlsSupport support() {
        var protocol = new ProtocolSupport(
                TlsVersion.TLS_1_2,
                ProtocolSupport.Answer.ACCEPTED,
                "",
                List.of("TLS_RSA_WITH_AES_128_CBC_SHA"),
                ProtocolSupport.Reading.EACH,
                List.of("rc4"),
                ProtocolSupport.Order.SERVER,
                List.of("x25519"),
                true,
                List.of(2_048));
        return new TlsSupport(
                TlsSupport.Depth.FULL,
                List.of(protocol),
                TlsFeatures.unknown(),
                List.of(List.of()),
                "",
                false,
                12,
                List.of("nothing"),
                40);
    }

    @Test
    void what_is_written_is_read_back_equal() throws Exception {
        var mapper = Json.mapper();
        assertThat(mapper.readValue(mapper.writeValueAsString(full()), Evidence.class))
                .isEqualTo(full());
    }

    @Test
    void fields_are_snake_case_words_lower_case_and_times_utc() throws Exception {
        var tree = Json.mapper().readTree(Json.mapper().writeValueAsString(full()));
        assertThat(tree.at("/schema_version").asInt()).isEqualTo(1);
        assertThat(tree.at("/observed_at").asText()).isEqualTo("2026-03-01T09:30:00.125Z");
        assertThat(tree.at("/ports/0/state").asText()).isEqualTo("open");
        assertThat(tree.at("/host/value").asText()).isEqualTo("www.acme.test");
        assertThat(tree.at("/tls/0/session/chain/0/not_after").asText()).isEqualTo("2026-03-01T09:30:00.125Z");
        assertThat(tree.at("/exchanges/0/answer/headers/0/name").asText()).isEqualTo("Server");
        assertThat(tree.has("page")).isFalse();
    }

    @Test
    void days_are_days_and_earlier_evidence_knows_neither_leaks_nor_places() throws Exception {
        var tree = (com.fasterxml.jackson.databind.node.ObjectNode)
                Json.mapper().readTree(Json.mapper().writeValueAsString(full()));
        assertThat(tree.at("/breach_history/breaches/0/date").asText()).isEqualTo("2024-05-15");
        assertThat(full().addresses().getFirst().country()).isEqualTo("US");
        tree.remove("breach_history");
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree.at("/addresses/0")).remove("location");
        var earlier = Json.mapper().treeToValue(tree, Evidence.class);
        assertThat(earlier.breachHistory()).isNull();
        assertThat(earlier.addresses().getFirst().location()).isNull();
        assertThat(earlier.addresses().getFirst().country()).isEqualTo("US");
    }

    @Test
    void earlier_evidence_knows_less_of_name_servers() throws Exception {
        var tree = (com.fasterxml.jackson.databind.node.ObjectNode)
                Json.mapper().readTree(Json.mapper().writeValueAsString(full()));
        assertThat(tree.at("/name_server_networks/0/announcement/asns/0").asLong())
                .isEqualTo(64_500);
        assertThat(tree.at("/soa_rereading/after_ms").asLong()).isEqualTo(60_000);
        tree.remove("name_server_networks");
        tree.remove("soa_rereading");
        var earlier = Json.mapper().treeToValue(tree, Evidence.class);
        assertThat(earlier.nameServerNetworks()).isEmpty();
        assertThat(earlier.soaRereading()).isNull();
        assertThat(Json.mapper().writeValueAsString(earlier))
                .as("most hosts are no zone")
                .doesNotContain("name_server_networks", "soa_rereading");
    }

    @Test
    void a_port_of_earlier_evidence_has_no_identity() throws Exception {
        var earlier = """
                {"address":"203.0.113.1","port":22,"state":"open","reason":"accepted","service":"ssh","banner":"SSH",\
                "elapsed_ms":2}""";
        assertThat(Json.mapper().readValue(earlier, PortObservation.class))
                .isEqualTo(new PortObservation("203.0.113.1", 22, PortState.OPEN, "accepted", "ssh", "SSH", 2))
                .matches(PortObservation::isTcp, "is of TCP")
                .matches(port -> port.access().isEmpty(), "was not asked for anything");
    }

    /// Nearly no look-up has these, so that they are written only where they say something.
    @Test
    void a_look_up_of_earlier_evidence_has_no_glue_and_is_a_usual_one() throws Exception {
        var lookup = full().dns().getFirst();
        var written = Json.mapper().writeValueAsString(lookup);
        assertThat(written).doesNotContain("glue", "unchecked");
        assertThat(Json.mapper().readValue(written, DnsLookup.class)).isEqualTo(lookup);
        var glue = List.of(new DnsRecordData("ns.acme.test", "A", 300, "203.0.113.1"));
        var referral = new DnsLookup(
                "acme.test",
                "NS",
                "192.0.2.1:53",
                "udp",
                DnsOutcome.REFERRAL,
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                4,
                glue,
                true);
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(referral), DnsLookup.class))
                .isEqualTo(referral);
    }

    @Test
    void a_field_of_a_later_version_is_ignored() throws Exception {
        var text = Json.mapper().writeValueAsString(full()).replaceFirst("\\{", "{\"later\":1,");
        assertThat(Json.mapper().readValue(text, Evidence.class)).isEqualTo(full());
    }

    @Test
    void a_handshake_of_an_earlier_version_is_read_without_support() throws Exception {
        var tree = (com.fasterxml.jackson.databind.node.ObjectNode)
                Json.mapper().readTree(Json.mapper().writeValueAsString(full())).at("/tls/0");
        tree.remove("support");
        assertThat(Json.mapper().treeToValue(tree, TlsObservation.class).surveyed())
                .isEmpty();
    }

    @Test
    void the_page_is_at_the_end_of_the_chain_from_https() {
        assertThat(full().page().orElseThrow().url()).isEqualTo("https://www.acme.test/");
        assertThat(full().httpFirst()).isEmpty();
    }
}
