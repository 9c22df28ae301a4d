package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.ServerNetwork;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameServerNetworksTest {

    private static final Announcement LAB = new Announcement("203.0.113.0/24", List.of(64_500L), "LAB, US", "US");

    private static List<InetAddress> servers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> IpAddresses.parse("203.0.113." + number).orElseThrow())
                .toList();
    }

    /// How many addresses the servers have, and of how many it is asked.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "16, 16", "17, 0"})
    void asksAboutAllOrNone(int addresses, int asked) throws Exception {
        var questions = new ArrayList<InetAddress>();
        var networks = new NameServerNetworks(servers(addresses), address -> {
            questions.add(address);
            return Optional.of(LAB);
        });
        assertThat(networks.found()).isEmpty();
        networks.ask();
        assertThat(questions).hasSize(asked);
        assertThat(networks.found()).hasSize(asked);
    }

    @Test
    void whatIsNotKnownIsSaidToBeSo() throws Exception {
        var networks = new NameServerNetworks(
                servers(2), address -> IpAddresses.text(address).endsWith(".1") ? Optional.of(LAB) : Optional.empty());
        networks.ask();
        assertThat(networks.found())
                .containsExactly(new ServerNetwork("203.0.113.1", LAB), new ServerNetwork("203.0.113.2", null));
    }
}
