package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.ports.PortList;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// A scan that goes on finds what it would have found had it not been stopped.
class LabResumeTest {

    private static final DomainName ACME = new DomainName("acme.test");

    /// Names that nothing but other hosts' evidence leads to are found through that.
    private static final NameSearch BY_EVIDENCE =
            new NameSearch(true, false, Optional.empty(), Optional.empty(), Set.of("dns.srv"), Set.of());

    @Test
    void followsWhatHostsMentionThatAreDone() throws Exception {
        try (var lab = Lab.start(LabOptions.defaults())) {
            var whole = scan(lab, DoneHosts.NONE);
            var apex = Objects.requireNonNull(whole.get(ACME.value()));
            var done = new DoneHosts.Collected();
            done.add(apex);
            var atFirst = done.of(ACME);
            assertThat(atFirst.contains(Host.of(ACME, ACME))).isTrue();
            assertThat(atFirst.mentioned()).isNotEmpty();

            var rest = scan(lab, atFirst);
            assertThat(rest).doesNotContainKey(ACME.value());
            rest.put(ACME.value(), apex);
            assertThat(rest.keySet()).isEqualTo(whole.keySet());
        }
    }

    @Test
    void takesWhatConcernsItsDomain() throws Exception {
        try (var lab = Lab.start(LabOptions.defaults())) {
            var done = new DoneHosts.Collected();
            for (var asset : scan(lab, DoneHosts.NONE).values()) {
                done.add(asset);
            }
            assertThat(done.of(new DomainName("other.test")).mentioned()).isEmpty();
            assertThat(done.of(ACME).mentioned()).isNotEmpty();
        }
    }

    private static Map<String, Asset> scan(Lab lab, DoneHosts done) throws Exception {
        var request = new ScanRequest(
                "test",
                ACME,
                ScanMode.STANDARD,
                BY_EVIDENCE,
                PortList.of(443),
                ScanRequest.DEFAULT_MAX_HOSTS,
                Duration.ofMinutes(5),
                Set.of(),
                done);
        var seen = new ConcurrentHashMap<String, Asset>();
        try (var engine = new ScanEngine(EngineSettings.from(lab.environment()))) {
            engine.scan(request, event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    seen.put(scored.asset().host().value(), scored.asset());
                }
            });
        }
        return seen;
    }
}
