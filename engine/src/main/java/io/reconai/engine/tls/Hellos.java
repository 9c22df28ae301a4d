package io.reconai.engine.tls;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.TlsVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Makes the hellos of a survey: which suites, groups and extensions are offered for which version.
final class Hellos {

    /// More suites than this break some servers.
    static final int MAX_SUITES = 128;

    /// A value that no server may accept (RFC 8701): who does answers everything.
    static final int GREASE = 0x0a0a;

    static final int X25519 = 29;

    /// What a careful client offers, then what old and rare certificates need (RFC 8446 §4.2.3): EdDSA, RSA-PSS keys,
    /// DSA, SHA-224.
    private static final List<Integer> SIGNATURES = List.of(
            0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0807, 0x0808,
            0x0809, 0x080a, 0x080b, 0x0402, 0x0202, 0x0301);

    private static final Set<ClientHello.Extra> USUAL = EnumSet.complementOf(EnumSet.of(ClientHello.Extra.DEFLATE));

    /// Classes that nobody should accept; one refusal of all of them clears them all.
    private static final Set<SuiteClass> BAD = EnumSet.of(
            SuiteClass.NULL, SuiteClass.ANON, SuiteClass.EXPORT, SuiteClass.RC4, SuiteClass.DES, SuiteClass.TRIPLE_DES);

    /// Weak suites first: a server that follows its own order does not follow this one.
    private static final Comparator<CipherSuite> WEAK_FIRST = Comparator.comparing(
                    (CipherSuite suite) -> suite.is(SuiteClass.AEAD))
            .thenComparing(suite -> suite.is(SuiteClass.FORWARD_SECRET))
            .thenComparing(suite -> !suite.isChaCha())
            .thenComparing(CipherSuite::code);

    /// What OpenSSL accepts as it comes, for one kind of certificate after the other.
    private static final Comparator<CipherSuite> COMMON_FIRST = Comparator.comparing(
                    (CipherSuite suite) -> !suite.isCommon())
            .thenComparing(suite -> suite.name().contains("ECDSA"))
            .thenComparing(suite -> suite.name().replaceFirst("_WITH_.*", ""));

    /// The place of each suite among all, most common first.
    private static final Map<CipherSuite, Integer> COMMON =
            places(Registry.suites().stream().sorted(COMMON_FIRST).toList());

    private static final List<List<CipherSuite>> LEGACY = List.of(sorted(CipherSuite::isLegacy));

    private static final List<List<CipherSuite>> CLASSIC = List.of(
            sorted(suite -> !suite.isTls13() && !isUsual(suite)), sorted(suite -> !suite.isTls13() && isUsual(suite)));

    private static final List<List<CipherSuite>> MODERN = List.of(sorted(CipherSuite::isTls13));

    private static final List<CipherSuite> BAD_SUITES = sorted(suite -> !suite.isTls13() && isBad(suite));

    private static final List<CipherSuite> DATED_SUITES = sorted(suite -> !suite.isTls13()
            && !isBad(suite)
            && (suite.is(SuiteClass.STATIC_RSA) || suite.name().contains("CBC")));

    private static final Set<CipherSuite> USUAL_RSA = common(false);
    private static final Set<CipherSuite> USUAL_ECDSA = common(true);

    private final Optional<DomainName> name;

    /// @param name for SNI
    Hellos(Optional<DomainName> name) {
        this.name = name;
    }

    /// A hello that offers one version and all that is usual beside it.
    ClientHello of(TlsVersion version, List<CipherSuite> suites, List<Integer> groups) {
        return of(version, codes(suites), groups, List.of(), USUAL);
    }

    /// The first hello of a survey: protocols and compression are offered too.
    ClientHello opening(TlsVersion version, List<CipherSuite> suites, List<Integer> groups, List<String> alpn) {
        return of(version, codes(suites), groups, alpn, EnumSet.allOf(ClientHello.Extra.class));
    }

    /// The same with other protocols.
    ClientHello of(TlsVersion version, List<CipherSuite> suites, List<Integer> groups, List<String> alpn) {
        return of(version, codes(suites), groups, alpn, USUAL);
    }

    /// TLS 1.3 with a key for x25519, for servers that cannot ask for one.
    ClientHello withShare(List<CipherSuite> suites, List<Integer> groups, ClientHello.KeyShare share) {
        var hello = of(TlsVersion.TLS_1_3, suites, groups);
        return new ClientHello(
                hello.version(),
                hello.suites(),
                groups,
                SIGNATURES,
                name,
                List.of(),
                Set.of(),
                groups.contains(share.group()) ? Optional.of(share) : Optional.empty());
    }

    /// A lower version with the fallback signal (RFC 7507).
    ClientHello fallback(TlsVersion version, List<CipherSuite> suites, List<Integer> groups) {
        var codes = new ArrayList<>(codes(suites));
        codes.add(ClientHello.FALLBACK_SCSV);
        return of(version, codes, groups, List.of(), USUAL);
    }

    /// A hello that must be refused.
    ClientHello grease() {
        return of(TlsVersion.TLS_1_2, List.of(GREASE), Registry.curves(), List.of(), Set.of());
    }

    /// SSLv2's own form.
    ClientHello ssl2() {
        return of(TlsVersion.SSL_2, List.of(), List.of(), List.of(), Set.of());
    }

    private ClientHello of(
            TlsVersion version,
            List<Integer> suites,
            List<Integer> groups,
            List<String> alpn,
            Set<ClientHello.Extra> extras) {
        var codes = suites;
        var used = extras;
        if (version == TlsVersion.SSL_3) {
            codes = new ArrayList<>(suites);
            codes.add(ClientHello.EMPTY_RENEGOTIATION_INFO_SCSV);
        }
        if (version == TlsVersion.TLS_1_3) {
            used = Set.of();
        }
        return new ClientHello(version, codes, groups, SIGNATURES, name, alpn, used, Optional.empty());
    }

    /// The suites of a version in lists that a server can bear; the last list has the usual ones.
    static List<List<CipherSuite>> lists(TlsVersion version) {
        return switch (version) {
            case SSL_2 -> List.of();
            case SSL_3, TLS_1_0, TLS_1_1 -> LEGACY;
            case TLS_1_2 -> CLASSIC;
            case TLS_1_3 -> MODERN;
        };
    }

    /// Suites in two lists that a server can bear, of which servers with an order of their own mostly put all of one
    /// before all of the other: forward secrecy with authenticated encryption comes first.
    static List<List<CipherSuite>> inPreference(List<CipherSuite> suites) {
        var best = new ArrayList<>(suites.stream().filter(Hellos::isModern).toList());
        var others = suites.stream().filter(suite -> !isModern(suite)).toList();
        var most = Math.min(MAX_SUITES, others.size());
        best.addAll(others.subList(most, others.size())); // the strongest of the rare ones
        return List.of(best, others.subList(0, most));
    }

    /// What servers with the kind of certificate of a suite accept as they come.
    static Set<CipherSuite> usualLike(CipherSuite suite) {
        return suite.name().contains("ECDSA") ? USUAL_ECDSA : USUAL_RSA;
    }

    private static Set<CipherSuite> common(boolean isEcdsa) {
        return Registry.suites().stream()
                .filter(suite -> suite.isCommon() && suite.name().contains("ECDSA") == isEcdsa)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A list in parts of equal length, with what most servers accept spread evenly.
    static List<List<CipherSuite>> parts(List<CipherSuite> suites, int count) {
        var sorted = suites.stream()
                .sorted(Comparator.comparing(suite -> COMMON.getOrDefault(suite, COMMON.size())))
                .toList();
        var parts = new ArrayList<List<CipherSuite>>();
        for (var first = 0; first < count; first++) {
            var part = new ArrayList<CipherSuite>();
            for (var i = first; i < sorted.size(); i += count) {
                part.add(sorted.get(i));
            }
            parts.add(part);
        }
        return parts;
    }

    /// What an offer still has when some is left out.
    static <T> List<T> without(List<T> all, Collection<T> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }

    private static Map<CipherSuite, Integer> places(List<CipherSuite> suites) {
        var places = new HashMap<CipherSuite, Integer>();
        for (var suite : suites) {
            places.put(suite, places.size());
        }
        return places;
    }

    /// Forward secrecy with authenticated encryption.
    static boolean isModern(CipherSuite suite) {
        return suite.is(SuiteClass.FORWARD_SECRET) && suite.is(SuiteClass.AEAD);
    }

    /// The suites of TLS 1.2 and older in classes that nobody should accept.
    static List<CipherSuite> bad() {
        return BAD_SUITES;
    }

    /// Static RSA or CBC, and not bad otherwise.
    static List<CipherSuite> dated() {
        return DATED_SUITES;
    }

    /// The groups of a version; SSLv3 has no extensions to name them in.
    static List<Integer> groups(TlsVersion version) {
        return switch (version) {
            case SSL_2, SSL_3 -> List.of();
            case TLS_1_0, TLS_1_1, TLS_1_2 -> Registry.curves();
            case TLS_1_3 -> Registry.modernGroups();
        };
    }

    private static boolean isBad(CipherSuite suite) {
        return suite.classes().stream().anyMatch(BAD::contains)
                || suite.name().contains("RC2")
                || suite.name().contains("IDEA")
                || suite.name().contains("SEED");
    }

    /// RSA and ECDSA certificates with a cipher that some server still has.
    private static boolean isUsual(CipherSuite suite) {
        return !suite.is(SuiteClass.NULL)
                && !suite.is(SuiteClass.ANON)
                && !suite.is(SuiteClass.EXPORT)
                && !suite.is(SuiteClass.DES)
                && !suite.is(SuiteClass.STATIC_DH)
                && !suite.name().contains("GOST")
                && !suite.name().contains("RC2");
    }

    private static List<CipherSuite> sorted(Predicate<CipherSuite> chosen) {
        return Registry.suites().stream().filter(chosen).sorted(WEAK_FIRST).toList();
    }

    private static List<Integer> codes(List<CipherSuite> suites) {
        return suites.stream().map(CipherSuite::code).toList();
    }
}
