package io.reconai.engine.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        plain                        | acme.test              | acme.test
        capitals and a final dot     | ACME.Test.             | acme.test
        blanks around                | '  acme.test '         | acme.test
        international, U-labels      | bücher.example         | xn--bcher-kva.example
        international, A-labels      | xn--bcher-kva.example  | xn--bcher-kva.example
        below a long public suffix   | acme.co.uk             | acme.co.uk
        digits in a label            | 3com.example           | 3com.example
        """)
    void accepts_what_people_type(String why, String typed, String expected) throws InvalidDomainException {
        assertThat(DomainName.of(typed).value()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        empty                     | ''                        | empty
        blanks only               | '   '                     | empty
        a blank inside            | 'acme test.com'           | blank
        a scheme                  | https://acme.test         | scheme
        a path                    | acme.test/login           | path
        a port                    | acme.test:443             | port
        an IPv4 address           | 203.0.113.7               | IP address
        a hexadecimal address     | 0x7f.0x1                  | IP address
        an IPv6 address           | 2001:db8::1               | IP address
        a public suffix           | co.uk                     | public suffix
        a single label            | localhost                 | single label
        an empty label            | acme..test                | empty label
        shell characters          | 'acme.test;rm -rf'        | blank
        a shell substitution      | $(id).test                | letters, digits
        SQL characters            | a"or"1"="1.test           | letters, digits
        a hyphen at the end       | acme-.test                | letters, digits
        an underscore             | _dmarc.acme.test          | letters, digits
        a wildcard                | *.acme.test               | letters, digits
        """)
    void refuses_with_a_reason(String why, String typed, String reason) {
        assertThatThrownBy(() -> DomainName.of(typed))
                .isInstanceOf(InvalidDomainException.class)
                .hasMessageContaining(reason);
    }

    @Property
    void a_typed_domain_is_accepted_or_refused_but_never_breaks(@ForAll String typed) {
        try {
            var name = DomainName.of(typed);
            assertThat(DomainName.parse(name.value())).contains(name);
        } catch (InvalidDomainException expected) {
            assertThat(expected).hasMessageContaining("not a domain to scan");
        }
    }

    @Property
    void a_received_name_is_canonical_or_none(@ForAll String received) {
        DomainName.parse(received)
                .ifPresent(name -> assertThat(DomainName.parse(name.value())).contains(name));
    }

    @ParameterizedTest(name = "{0} below {1}: {2}")
    @CsvSource({
        "www.acme.test, acme.test, true",
        "acme.test, acme.test, false",
        "notacme.test, acme.test, false",
        "acme.test.evil.test, acme.test, false",
    })
    void below(String name, String other, boolean expected) {
        assertThat(new DomainName(name).isBelow(new DomainName(other))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} belongs to {1}")
    @CsvSource({
        "www.acme.co.uk, acme.co.uk",
        "a.b.acme.test, acme.test",
        "acme.test, acme.test",
        "_dmarc.acme.com, acme.com",
        "me.github.io, me.github.io",
    })
    void registrable_domain(String name, String expected) {
        assertThat(PublicSuffixes.registrable(new DomainName(name))).contains(new DomainName(expected));
    }
}
