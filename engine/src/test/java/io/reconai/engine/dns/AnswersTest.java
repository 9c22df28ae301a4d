package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Which records of a response are believed (CVE-2024-25638), and what a response comes to.
class AnswersTest {

    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    /// Responses to `www.acme.test A` unless another type is said.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            an address                       | A     | 0 | www.acme.test A 192.0.2.1                                  | NOERROR | - | 192.0.2.1
            capitals                         | A     | 0 | WwW.Acme.TEST A 192.0.2.1                                  | NOERROR | - | 192.0.2.1
            nothing                          | A     | 0 | -                                                          | NODATA  | - | -
            nothing by that name             | A     | 3 | -                                                          | NXDOMAIN | - | -
            somebody else's address          | A     | 0 | mail.bank.test A 192.0.2.66                                | NODATA  | - | -
            beside somebody else's           | A     | 0 | mail.bank.test A 192.0.2.66; www.acme.test A 192.0.2.1     | NOERROR | - | 192.0.2.1
            a parent's address               | A     | 0 | acme.test A 192.0.2.66                                     | NODATA  | - | -
            a child's address                | A     | 0 | a.www.acme.test A 192.0.2.66                               | NODATA  | - | -
            an address of another type       | A     | 0 | www.acme.test AAAA 2001:db8::1                             | NODATA  | - | -
            an alias                         | A     | 0 | www.acme.test CNAME b.test.; b.test A 192.0.2.1            | NOERROR | b.test | 192.0.2.1
            an alias in any order            | A     | 0 | b.test A 192.0.2.1; www.acme.test CNAME b.test.            | NOERROR | b.test | 192.0.2.1
            an alias in capitals             | A     | 0 | www.acme.test CNAME B.Test.; b.tEst A 192.0.2.1            | NOERROR | b.test | 192.0.2.1
            two aliases                      | A     | 0 | www.acme.test CNAME b.test.; b.test CNAME c.test.; c.test A 192.0.2.1 | NOERROR | b.test c.test | 192.0.2.1
            an alias without an address      | A     | 0 | www.acme.test CNAME b.test.                                | NODATA  | b.test | -
            an alias to what does not exist  | A     | 3 | www.acme.test CNAME b.test.                                | NXDOMAIN | b.test | -
            an address beside an alias       | A     | 0 | www.acme.test CNAME b.test.; www.acme.test A 192.0.2.66    | NODATA  | b.test | -
            somebody else's alias            | A     | 0 | x.test CNAME b.test.; b.test A 192.0.2.66                  | NODATA  | - | -
            an alias to itself               | A     | 0 | www.acme.test CNAME www.acme.test.; www.acme.test A 192.0.2.66 | SERVFAIL | www.acme.test | -
            aliases in a circle              | A     | 0 | www.acme.test CNAME b.test.; b.test CNAME www.acme.test.   | SERVFAIL | b.test www.acme.test | -
            the alias itself is asked for    | CNAME | 0 | www.acme.test CNAME b.test.; b.test CNAME c.test.          | NOERROR | - | b.test
            the alias of another             | CNAME | 0 | b.test CNAME c.test.                                       | NODATA  | - | -
            format error                     | A     | 1 | -                                                          | FORMERR | - | -
            an alias whose target fails      | A     | 2 | www.acme.test CNAME b.test.; b.test A 192.0.2.66           | SERVFAIL | b.test | -
            failure                          | A     | 2 | -                                                          | SERVFAIL | - | -
            not implemented                  | A     | 4 | -                                                          | NOTIMP | - | -
            refused                          | A     | 5 | -                                                          | REFUSED | - | -
            a code that means nothing here   | A     | 9 | www.acme.test A 192.0.2.1                                  | SERVFAIL | - | -
            """)
    void believed(
            String why,
            RecordType type,
            int rcode,
            @org.jspecify.annotations.Nullable String records,
            DnsOutcome outcome,
            @org.jspecify.annotations.Nullable String chain,
            @org.jspecify.annotations.Nullable String data)
            throws Exception {
        var lookup = lookup(type, rcode, records == null ? new String[0] : records.split("; "));
        assertThat(lookup.outcome()).as(why).isEqualTo(outcome);
        assertThat(String.join(" ", lookup.cnameChain())).isEqualTo(chain == null ? "" : chain);
        assertThat(String.join(" ", lookup.data().toList())).isEqualTo(data == null ? "" : data);
    }

    @ParameterizedTest
    @CsvSource({"1, NOERROR", "15, NOERROR", "16, NOERROR", "17, SERVFAIL", "40, SERVFAIL"})
    void aChainHas16AliasesAtMost(int aliases, DnsOutcome outcome) throws Exception {
        var records = IntStream.rangeClosed(0, aliases)
                .mapToObj(i -> {
                    var owner = i == 0 ? "www.acme.test" : "c" + i + ".test";
                    return i == aliases ? owner + " A 192.0.2.1" : owner + " CNAME c" + (i + 1) + ".test.";
                })
                .toArray(String[]::new);
        var lookup = lookup(RecordType.A, 0, records);
        assertThat(lookup.outcome()).isEqualTo(outcome);
        assertThat(lookup.cnameChain()).hasSize(Math.min(aliases, 16));
        assertThat(lookup.answers()).hasSize(outcome == DnsOutcome.NOERROR ? 1 : 0);
    }

    /// Another name for the alias's target whose label holds a dot must not be taken for it.
    @Test
    void aDotInsideALabelMakesNoOtherName() throws Exception {
        var lookup = lookup(RecordType.A, 0, "www\\.acme.test A 192.0.2.66");
        assertThat(lookup.outcome()).isEqualTo(DnsOutcome.NODATA);
    }

    /// The section, owners and addresses of a message beside a referral of `acme.test` to `ns.acme.test` and
    /// `ns.b.test`, and which of them are its glue.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            of a server within the zone      | ns.acme.test A 192.0.2.1       | 192.0.2.1
            an IPv6 address                  | ns.acme.test AAAA 2001:db8::1  | 2001:db8::1
            in capitals                      | NS.Acme.TEST A 192.0.2.1       | 192.0.2.1
            of a server elsewhere            | ns.b.test A 192.0.2.66         | -
            of a name that is no server      | www.acme.test A 192.0.2.66     | -
            another type                     | ns.acme.test TXT x             | -
            """)
    void glue(String why, String record, @org.jspecify.annotations.Nullable String data) throws Exception {
        var lookup = answered(referral(record));
        assertThat(lookup.outcome()).isEqualTo(DnsOutcome.REFERRAL);
        assertThat(lookup.glue())
                .as(why)
                .extracting(DnsRecordData::data)
                .containsExactlyElementsOf(data == null ? List.of() : List.of(data));
    }

    @Test
    void onlyAReferralHasGlue() throws Exception {
        var answering = referral("ns.acme.test A 192.0.2.1");
        answering.addRecord(ScriptedServer.record("acme.test NS ns.acme.test."), Section.ANSWER);
        assertThat(answered(answering).glue()).isEmpty();
        var authoritative = referral("ns.acme.test A 192.0.2.1");
        authoritative.getHeader().setFlag(Flags.AA);
        assertThat(answered(authoritative).glue()).isEmpty();
    }

    /// What a message ends with is not needed, and no reason to refuse the rest.
    @Test
    void glueMayBeCutShort() throws Exception {
        var wire = referral("ns.acme.test A 192.0.2.1").toWire();
        var message = DnsMessage.parse(wire, wire.length - 2);
        assertThat(message.additional()).isEmpty();
        assertThat(message.authority()).hasSize(2);
    }

    private static Message referral(String additional) throws IOException {
        var question = new Message(7);
        question.addRecord(
                Record.newRecord(Name.fromConstantString("acme.test."), Type.NS, DClass.IN), Section.QUESTION);
        var reply = ScriptedServer.reply(question, 0);
        reply.addRecord(ScriptedServer.record("acme.test NS ns.acme.test."), Section.AUTHORITY);
        reply.addRecord(ScriptedServer.record("acme.test NS ns.b.test."), Section.AUTHORITY);
        reply.addRecord(ScriptedServer.record(additional), Section.ADDITIONAL);
        return reply;
    }

    private static DnsLookup answered(Message message) throws MalformedMessageException {
        var wire = message.toWire();
        return Answers.lookup(
                new DnsQuestion("acme.test", RecordType.NS),
                DnsMessage.parse(wire, wire.length),
                SERVER,
                "udp",
                false,
                0);
    }

    private static DnsLookup lookup(RecordType type, int rcode, String... records)
            throws IOException, MalformedMessageException {
        var question = new Message(7);
        var owner = Name.fromConstantString("www.acme.test.");
        question.addRecord(Record.newRecord(owner, Type.value(type.name()), DClass.IN), Section.QUESTION);
        var wire = ScriptedServer.reply(question, rcode, records).toWire();
        return Answers.lookup(
                new DnsQuestion("www.acme.test", type), DnsMessage.parse(wire, wire.length), SERVER, "udp", true, 0);
    }
}
