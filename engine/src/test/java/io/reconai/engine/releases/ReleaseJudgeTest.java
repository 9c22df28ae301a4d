package io.reconai.engine.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions on days, with and without the marks of distributions.
class ReleaseJudgeTest {

    private static final ReleaseTable TABLE = ReleaseTable.shipped();
    private static final ReleaseJudge JUDGE = new ReleaseJudge(TABLE);

    private static Product product(String cpe) {
        return TABLE.product("cpe:2.3:a:" + cpe + ":*:*:*:*:*:*:*:*").orElseThrow();
    }

    private static String said(Optional<? extends Verdict> verdict) {
        return verdict.map(ReleaseJudgeTest::words).orElse("");
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ended ended ->
                String.join(
                        " ",
                        ended.isSure() ? "ended" : "perhaps ended",
                        ended.product().id(),
                        ended.line(),
                        ended.lastDay().toString());
            case Verdict.Behind behind -> (behind.isSure() ? "behind " : "perhaps behind ") + behind.newest();
        };
    }

    @ParameterizedTest(name = "{0} {1} ({2}) on {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        f5:nginx                | 1.16.1    |                                  | 2026-03-01 | ended nginx 1.16 2020-04-21
        f5:nginx                | 1.16      |                                  | 2026-03-01 | ended nginx 1.16 2020-04-21
        f5:nginx                | 1.16.1    |                                  | 2020-04-21 |
        f5:nginx                | 1.9.5     |                                  | 2026-03-01 | ended nginx <1.16 2019-05-21
        f5:nginx                | 1         |                                  | 2026-03-01 |
        f5:nginx                | 1.28.0    |                                  | 2026-03-01 | perhaps behind 1.28.2
        f5:nginx                | 1.28      |                                  | 2026-03-01 |
        f5:nginx                | 1.28.2    |                                  | 2026-03-01 |
        f5:nginx                | 1.28.9    |                                  | 2026-03-01 |
        f5:nginx                | 1.45.0    |                                  | 2026-03-01 |
        f5:nginx                | 2.0.0     |                                  | 2026-03-01 |
        f5:nginx                | 1.22.1    |                                  | 2026-03-01 | perhaps ended nginx 1.22 2023-04-11
        f5:nginx                | 1.22.1    |                                  | 2032-06-01 | ended nginx 1.22 2023-04-11
        f5:nginx                | 1.22.0    |                                  | 2026-03-01 | ended nginx 1.22 2023-04-11
        f5:nginx                | 1.14.0    | nginx/1.14.0 (Ubuntu)            | 2026-03-01 | ended ubuntu 18.04 2023-05-31
        f5:nginx                | 1.18.0    | nginx/1.18.0 (Ubuntu)            | 2026-03-01 |
        f5:nginx                | 1.18.0    | nginx/1.18.0 (Ubuntu)            | 2027-05-01 | ended ubuntu 22.04 2027-04-30
        f5:nginx                | 1.17.0    | nginx/1.17.0 (Ubuntu)            | 2026-03-01 |
        apache:http_server      | 2.4.49    | Apache/2.4.49 (Debian)           | 2026-03-01 |
        apache:http_server      | 2.4.25    | Apache/2.4.25 (Debian)           | 2026-03-01 | ended debian 9 2022-06-30
        apache:http_server      | 2.4.6     | Apache/2.4.6 (CentOS)            | 2026-03-01 | ended centos 7 2024-06-30
        apache:http_server      | 2.4.37    | Apache/2.4.37 (Red Hat Enterprise Linux) | 2026-03-01 |
        apache:http_server      | 2.4.41    | Apache/2.4.41 (Amazon Linux)     | 2026-03-01 |
        apache:http_server      | 2.4.41    | Apache/2.4.41 (Win64)            | 2026-03-01 | perhaps behind 2.4.66
        apache:http_server      | 2.4       | Apache/2.4                       | 2026-03-01 |
        apache:http_server      | 2         | Apache/2                         | 2026-03-01 |
        apache:http_server      | 2.2       | Apache/2.2                       | 2026-03-01 | ended apache 2.2 2017-12-31
        openbsd:openssh         | 9.2p1     | SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 | 2026-03-01 |
        openbsd:openssh         | 7.4p1     | SSH-2.0-OpenSSH_7.4p1 Debian-10+deb9u7 | 2026-03-01 | ended debian 9 2022-06-30
        openbsd:openssh         | 7.4p1     | SSH-2.0-OpenSSH_7.4p1 Debian-10  | 2026-03-01 | ended debian 9 2022-06-30
        openbsd:openssh         | 8.2p1     | SSH-2.0-OpenSSH_8.2p1 Ubuntu-4ubuntu0.11 | 2026-03-01 | ended ubuntu 20.04 2025-05-31
        openbsd:openssh         | 9.6       | SSH-2.0-OpenSSH_9.6 FreeBSD-20240806 | 2026-03-01 |
        openbsd:openssh         | 9.5       | SSH-2.0-OpenSSH_for_Windows_9.5  | 2026-03-01 |
        openbsd:openssh         | 8.7       | SSH-2.0-OpenSSH_8.7              | 2026-03-01 |
        openbsd:openssh         | 7.1p2     | SSH-2.0-OpenSSH_7.1p2            | 2026-03-01 | perhaps behind 10.2p1
        openbsd:openssh         | 10.2p1    | SSH-2.0-OpenSSH_10.2p1           | 2026-03-01 |
        openbsd:openssh         | 11.0p1    | SSH-2.0-OpenSSH_11.0p1           | 2026-03-01 |
        php:php                 | 7.0.33    | PHP/7.0.33-0ubuntu0.16.04.16     | 2026-03-01 | ended ubuntu 16.04 2021-04-30
        php:php                 | 8.1.2     | PHP/8.1.2-1ubuntu2.22            | 2026-03-01 |
        php:php                 | 5.6.40    | PHP/5.6.40                       | 2026-03-01 | ended php 5.6 2018-12-31
        php:php                 | 8.1.33    | PHP/8.1.33                       | 2025-12-31 |
        openssl:openssl         | 1.0.2k    | OpenSSL/1.0.2k-fips              | 2026-03-01 |
        openssl:openssl         | 1.0.2g    | OpenSSL/1.0.2g                   | 2026-03-01 | ended openssl 1.0.2 2019-12-31
        openssl:openssl         | 1.1.1     | OpenSSL/1.1.1                    | 2030-01-01 | ended openssl 1.1.1 2023-09-11
        mariadb:mariadb         | 10.1.48   | 10.1.48-MariaDB-0+deb9u2         | 2026-03-01 | ended debian 9 2022-06-30
        mariadb:mariadb         | 10.11.6   | 10.11.6-MariaDB-0+deb12u1        | 2026-03-01 |
        mariadb:mariadb         | 10.1.20   | 10.1.20-MariaDB                  | 2026-03-01 | ended mariadb 10.1 2020-10-30
        isc:bind                | 9.16.23   | 9.16.23-RH                       | 2026-03-01 |
        isc:bind                | 9.11.5    | 9.11.5-P4-5.1+deb10u11-Debian    | 2026-03-01 | ended debian 10 2024-06-30
        apache:tomcat           | 8.5.32    |                                  | 2026-03-01 | ended tomcat 8.5 2024-03-31
        microsoft:internet_information_services | 7.5 |                        | 2026-03-01 | ended iis 7.5 2020-01-14
        microsoft:internet_information_services | 10.0 |                       | 2026-03-01 |
        wordpress:wordpress     | 4.6.2     |                                  | 2026-03-01 | ended wordpress <4.7 2025-07-31
        wordpress:wordpress     | 5.8       |                                  | 2026-03-01 |
        wordpress:wordpress     | 6.4.3     |                                  | 2026-03-01 | behind 6.4.7
        drupal:drupal           | 7         |                                  | 2026-03-01 | ended drupal 7 2025-01-05
        drupal:drupal           | 10        |                                  | 2026-03-01 |
        jquery:jquery           | 1.12.4    |                                  | 2026-03-01 | ended jquery <3 2026-02-28
        jquery:jquery           | 3.2.1     |                                  | 2026-03-01 |
        elastic:elasticsearch   | 8.11.1    |                                  | 2026-03-01 | ended elasticsearch <8.17 2025-04-10
        elastic:elasticsearch   | 7.17.9    |                                  | 2026-03-01 | ended elasticsearch <8 2026-01-15
        mongodb:mongodb         | 7.0.2     |                                  | 2026-03-01 | behind 7.0.30
        jenkins:jenkins         | 2.426     |                                  | 2026-03-01 | ended jenkins <2.504 2025-04-30
        """)
    void judgesByTheMakersLineOrTheDistributionsOwn(
            String cpe, String version, String announced, LocalDate day, String expected) {
        var own = Packaging.in(announced == null ? "" : announced);
        assertThat(said(JUDGE.judge(product(cpe), version, own, Optional.empty(), day)))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0} {1} beside {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        php:php             | 7.3.31 | SSH-2.0-OpenSSH_7.9p1 Debian-10+deb10u4 | perhaps ended debian 10 2024-06-30
        php:php             | 8.2.29 | Apache/2.4.62 (Debian)                  |
        php:php             | 7.1.33 | Apache/2.4.62 (Debian)                  |
        php:php             | 5.6.40 | Apache/2.4.6 (Fedora)                   |
        wordpress:wordpress | 4.6.2  | Apache/2.4.62 (Debian)                  | ended wordpress <4.7 2025-07-31
        jquery:jquery       | 1.12.4 | Apache/2.4.62 (Debian)                  | ended jquery <3 2026-02-28
        """)
    void believesThatADistributionShipsWhatItUsuallyShips(
            String cpe, String version, String elsewhere, String expected) {
        var day = LocalDate.parse("2026-03-01");
        assertThat(said(JUDGE.judge(product(cpe), version, Optional.empty(), Packaging.in(elsewhere), day)))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3    | debian | 12
        SSH-2.0-OpenSSH_8.4p1 Debian-5            | debian |
        5.5.5-10.3.39-MariaDB-0ubuntu0.20.04.2    | ubuntu | 20.04
        SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10  | ubuntu |
        Apache/2.4.54 (Debian) OpenSSL/1.1.1n     | debian |
        220 mail ESMTP Postfix (Debian/GNU)       | debian |
        Apache/2.4.37 (rocky) (Rocky Linux)       | other  |
        Apache/2.4.37 (CentOS Stream)             | centos |
        mod_perl/2.0.10 nginx/1.20.1-9.el9        | rhel   | 9
        """)
    void readsTheMarksOfDistributions(String announced, String distribution, String release) {
        assertThat(Packaging.in(announced)).contains(new Packaging(distribution, release == null ? "" : release));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx/1.25.3",
        "Apache/2.4.58 (Unix)",
        "Apache/2.4.58 (Win64) OpenSSL/3.1.3",
        "SSH-2.0-OpenSSH_9.6",
        "a post about Debian and Ubuntu",
        "model-el8-x",
        "''"
    })
    void readsNoMarkWhereThereIsNone(String announced) {
        assertThat(Packaging.in(announced)).isEmpty();
    }

    @Test
    void productsThatAreNotKnownHaveNoLines() {
        assertThat(TABLE.product("cpe:2.3:a:acme:anvil:1.0:*:*:*:*:*:*:*")).isEmpty();
        assertThat(TABLE.product("")).isEmpty();
        assertThat(TABLE.product("cpe:2.3:a:joomla:joomla\\!:3.9:*:*:*:*:*:*:*"))
                .isPresent();
    }
}
