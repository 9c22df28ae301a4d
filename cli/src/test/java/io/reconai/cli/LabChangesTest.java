package io.reconai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// A running lab is changed by lines, and the change is seen by whoever visits it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabChangesTest {

    private static final String SHOP = "203.0.113.32";
    private static final int PATIENCE_MILLIS = 500;

    private final Lab lab;

    LabChangesTest() throws IOException {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String said(String lines) throws IOException {
        var out = new StringWriter();
        new LabChanges(lab, new PrintWriter(out)).read(new BufferedReader(new StringReader(lines)));
        return out.toString().strip();
    }

    private InetSocketAddress place(String address, int port) throws IOException {
        var file = lab.environment().getOrDefault("RECONAI_CONNECT_TO", "").substring(1);
        var from = address + ":" + port + "=127.0.0.1:";
        var local = Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(from))
                .findFirst()
                .orElseThrow()
                .substring(from.length());
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(local));
    }

    /// Connects and hangs up.
    private void visit(String address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(place(address, port), PATIENCE_MILLIS);
        }
    }

    /// The head of what the shop answers over https.
    private String shop() throws Exception {
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        try (var pem = Files.newInputStream(Path.of(lab.environment().getOrDefault("RECONAI_CA_FILE", "")))) {
            authorities.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        var place = place(SHOP, 443);
        try (var socket = tls.getSocketFactory().createSocket(place.getAddress(), place.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: shop.acme.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            var reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.append(line).append('\n');
            }
            return head.toString();
        }
    }

    @Test
    void aSiteIsMendedAndFaultyAgain() throws Exception {
        assertThat(shop()).contains("max-age=3600").contains("unsafe-inline");
        assertThat(said("mend shop.acme.test")).isEqualTo("# done: mend shop.acme.test");
        assertThat(shop()).contains("max-age=31536000").doesNotContain("unsafe-inline");
        assertThat(said("\n  unmend   shop.acme.test  \n")).startsWith("# done: unmend");
        assertThat(shop()).contains("max-age=3600");
    }

    @Test
    void aHostIsSilentAndAnswersAgain() throws Exception {
        var files = "203.0.113.41";
        visit(files, 443);
        assertThat(said("off files.acme.test\noff files.acme.test").lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("# done"));
        for (var port : new int[] {80, 443}) {
            assertThatThrownBy(() -> visit(files, port)).isInstanceOf(SocketTimeoutException.class);
        }
        visit("203.0.113.42", 443); // a neighbour
        assertThat(said("on files.acme.test")).startsWith("# done: on");
        visit(files, 443);
        visit(files, 80);
    }

    @Test
    void aTextIsPublished() throws Exception {
        var name = "_reconai-challenge.acme.test";
        assertThat(texts(name)).isEmpty();
        assertThat(said("txt " + name + " reconai-verify=abc def")).startsWith("# done: txt");
        assertThat(texts(name)).isEqualTo("\"reconai-verify=abc def\"");
        said("txt " + name + " another");
        assertThat(texts(name)).contains("\"reconai-verify=abc def\"", "\"another\"");
    }

    private String texts(String name) throws IOException {
        var question = Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.TXT, 1));
        var text = new StringBuilder();
        for (var record : new SimpleResolver(lab.dns()).send(question).getSection(Section.ANSWER)) {
            text.append(record.rdataToString());
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mend nobody.acme.test            | there is no host nobody.acme.test
        off nobody.acme.test             | there is no host nobody.acme.test
        mend intranet.acme.test          | has no site over https
        off vault.acme.test              | nothing listens at vault.acme.test alone
        mend                             | a change is
        mend a.acme.test b.acme.test     | a change is
        reboot www.acme.test             | a change is
        txt www.acme.test                | a change is
        txt elsewhere.example text       | not a TXT record below acme.test
        txt x.acme.test a"b              | not a TXT record below acme.test
        """)
    void whatCannotBeDoneIsSaid(String line, String why) throws IOException {
        assertThat(said(line)).startsWith("# not done: " + line + ": ").contains(why);
    }
}
