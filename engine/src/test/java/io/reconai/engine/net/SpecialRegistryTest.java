package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// The address policy against IANA's special-purpose registries, which were typed in a second time for this test.
class SpecialRegistryTest {

    /// @param reachable what the registry says: `True`, `False` or `N/A`
    private record Entry(CidrRange range, String reachable) {}

    /// Java reads these as addresses of the fourth version, as which they are judged.
    private static final String MAPPED = "::ffff:0:0/96";

    private static final List<Entry> IPV4 = read("iana-ipv4-special-registry.csv");
    private static final List<Entry> IPV6 = read("iana-ipv6-special-registry.csv");
    private static final CidrRange GLOBAL_UNICAST = range("2000::/3");

    /// NAT64's well-known prefix is reachable as far as what is inside it.
    private static final CidrRange NAT64 = range("64:ff9b::/96");

    private static final AddressPolicy POLICY = AddressPolicy.publicOnly();

    private static List<Entry> read(String name) {
        try (var in = Objects.requireNonNull(SpecialRegistryTest.class.getResourceAsStream(name), name)) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith(MAPPED))
                    .map(line -> line.split(",", 2))
                    .map(cells -> new Entry(range(cells[0]), cells[1]))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static CidrRange range(String text) {
        return CidrRange.parse(text).orElseThrow();
    }

    /// An address of a special block: each block's first and last, and others in between.
    private static Arbitrary<InetAddress> within(List<Entry> entries) {
        return Arbitraries.of(entries)
                .filter(entry -> !entry.reachable().equals("True"))
                .flatMap(entry -> {
                    var first = entry.range().prefix().getAddress();
                    return Arbitraries.oneOf(
                                    Arbitraries.just(new byte[first.length]),
                                    Arbitraries.create(() -> filled(first.length)),
                                    Arbitraries.bytes().array(byte[].class).ofSize(first.length))
                            .map(rest -> joined(first, rest, entry.range().length()));
                });
    }

    private static byte[] filled(int length) {
        var octets = new byte[length];
        java.util.Arrays.fill(octets, (byte) 0xff);
        return octets;
    }

    /// So many bits of the one, the rest of the other.
    private static InetAddress joined(byte[] first, byte[] rest, int length) {
        var octets = first.clone();
        for (var i = 0; i < octets.length; i++) {
            var kept = Math.clamp(length - i * 8, 0, 8);
            var mask = 0xff << (8 - kept);
            octets[i] = (byte) (first[i] & mask | rest[i] & ~mask);
        }
        return IpAddresses.of(octets);
    }

    @Provide
    Arbitrary<InetAddress> special4() {
        return within(IPV4);
    }

    @Provide
    Arbitrary<InetAddress> special6() {
        return within(IPV6);
    }

    @Property(tries = 5_000)
    void whatIsNotReachableIsForbidden(@ForAll("special4") InetAddress address) {
        assertThat(POLICY.forbids(address)).as(IpAddresses.text(address)).isPresent();
    }

    @Property(tries = 5_000)
    void whatIsNotReachableIsForbiddenInTheSixthVersionToo(@ForAll("special6") InetAddress address) {
        assertThat(POLICY.forbids(address)).as(IpAddresses.text(address)).isPresent();
    }

    /// Every form that carries an address of the fourth version inside is forbidden, or as the address inside.
    @Property(tries = 5_000)
    void whatCarriesAForbiddenAddressIsForbidden(
            @ForAll("special4") InetAddress inner, @ForAll @Size(16) byte[] noise) {
        var v4 = inner.getAddress();
        for (var prefix : List.of("::", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::")) {
            var whole = IpAddresses.parse(prefix).orElseThrow().getAddress();
            System.arraycopy(v4, 0, whole, 12, 4);
            assertThat(POLICY.forbids(IpAddresses.of(whole))).as(prefix).isPresent();
        }
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(v4, 0, mapped, 12, 4);
        assertThat(POLICY.forbids(IpAddresses.of(mapped))).as("mapped").isPresent();
        var sixToFour = noise.clone();
        sixToFour[0] = 0x20;
        sixToFour[1] = 0x02;
        System.arraycopy(v4, 0, sixToFour, 2, 4);
        assertThat(POLICY.forbids(IpAddresses.of(sixToFour))).as("6to4").isPresent();
        var teredo = noise.clone();
        System.arraycopy(new byte[] {0x20, 0x01, 0, 0}, 0, teredo, 0, 4);
        assertThat(POLICY.forbids(IpAddresses.of(teredo))).as("Teredo").isPresent();
        var isatap = noise.clone();
        isatap[0] = 0x26;
        System.arraycopy(new byte[] {(byte) (noise[8] & 0x02), 0, 0x5e, (byte) 0xfe}, 0, isatap, 8, 4);
        System.arraycopy(v4, 0, isatap, 12, 4);
        assertThat(POLICY.forbids(IpAddresses.of(isatap))).as("ISATAP").isPresent();
    }

    /// What is permitted stands in no special block, and in the sixth version within global unicast.
    @Property(tries = 20_000)
    void whatIsPermittedIsGloballyReachable(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] sixteen) {
        permittedIsReachable(IpAddresses.of(four), IPV4);
        permittedIsReachable(IpAddresses.of(sixteen), IPV6);
        var unicast = sixteen.clone();
        unicast[0] = (byte) (0x20 | unicast[0] & 0x1f);
        permittedIsReachable(IpAddresses.of(unicast), IPV6);
    }

    private static void permittedIsReachable(InetAddress address, List<Entry> entries) {
        if (POLICY.forbids(address).isPresent()
                || address.getAddress().length
                        != entries.getFirst().range().prefix().getAddress().length) {
            return;
        }
        if (address.getAddress().length == 16 && !NAT64.contains(address)) {
            assertThat(GLOBAL_UNICAST.contains(address))
                    .as(IpAddresses.text(address))
                    .isTrue();
        }
        assertThat(entries)
                .filteredOn(entry -> entry.range().contains(address))
                .as(IpAddresses.text(address))
                .allMatch(entry -> entry.reachable().equals("True"));
    }

    /// Nothing ordinary is lost: outside all blocks the fourth version is permitted.
    @Property(tries = 20_000)
    void whatIsOrdinaryIsPermitted(@ForAll @Size(4) byte[] octets) {
        var address = IpAddresses.of(octets);
        if (IPV4.stream().noneMatch(entry -> entry.range().contains(address))) {
            assertThat(POLICY.forbids(address)).as(IpAddresses.text(address)).isEmpty();
        }
    }
}
