package io.reconai.engine.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the words of several resolvers to one TXT question come to.
class TxtVerdictTest {

    private static final DomainName NAME = new DomainName("_reconai-challenge.acme.test");

    /// `it` is the wanted value; other words are outcomes, or values in quotes.
    private static DnsLookup answer(String said) {
        var isOutcome = said.matches("[A-Z]+");
        var value = said.equals("it") ? "reconai-verify=4u" : said.replace("'", "");
        return new DnsLookup(
                NAME.value(),
                "TXT",
                "203.0.113.53:53",
                "udp",
                isOutcome ? DnsOutcome.valueOf(said) : DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of(),
                isOutcome ? List.of() : List.of(new DnsRecordData(NAME.value(), "TXT", 60, value)),
                List.of(),
                1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        two have it                     | 2 | it,it               | Shown    |
        the only one has it             | 1 | it                  | Shown    |
        two of three have it            | 2 | NXDOMAIN,it,it      | Shown    |
        blanks around it                | 1 | ' reconai-verify=4u ' | Shown  |
        one of two has it               | 2 | it,NXDOMAIN         | NotShown | resolver 1 has it, resolver 2 has no such name (NXDOMAIN); 2 have to have it
        nobody has the name             | 2 | NXDOMAIN,NXDOMAIN   | NotShown | no such name
        no record of the type           | 1 | NODATA              | NotShown | has no TXT record
        another value                   | 1 | 'v=spf1 -all'       | NotShown | has "v=spf1 -all"
        trap: a value that contains it  | 1 | 'xreconai-verify=4u'| NotShown | xreconai
        trap: upper case                | 1 | 'RECONAI-VERIFY=4U' | NotShown | RECONAI
        a broken zone is an answer      | 2 | SERVFAIL,SERVFAIL   | NotShown | says SERVFAIL
        silence decides                 | 2 | it,TIMEOUT          | Unknown  | does not answer
        nobody answers                  | 1 | TIMEOUT             | Unknown  | does not answer
        silence decides nothing         | 2 | NXDOMAIN,TIMEOUT    | NotShown | no such name
        no resolver                     | 0 |                     | Unknown  | TXT _reconai-challenge.acme.test
        """)
    void verdict(String why, int needed, String said, String verdict, String seen) {
        var answers = new ArrayList<DnsLookup>();
        if (said != null) {
            for (var one : said.split(",")) {
                answers.add(answer(one));
            }
        }
        var judged = TxtVerdict.of(NAME, "reconai-verify=4u", answers, needed);
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
        if (seen != null) {
            assertThat(judged.toString()).contains(seen);
        }
    }
}
