package io.reconai.engine.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.NetworkRegistration;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The registration data access protocol (RFC 9082, RFC 9083): whose a domain and a network are.
public final class Rdap {

    private static final int TEXT = 200;
    private static final int MOST_LISTED = 20;
    private static final String SOURCE = "rdap";

    private final RdapBootstrap bootstrap;
    private final SourceSession session;

    public Rdap(RdapBootstrap bootstrap, SourceSession session) {
        this.bootstrap = bootstrap;
        this.session = session;
    }

    /// Asks for a registered domain.
    ///
    /// @return empty when no server is known, it is not registered, or there was no answer
    public Optional<DomainRegistration> domain(DomainName registered) throws InterruptedException {
        var server = bootstrap.forDomain(registered, session);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        var request = bootstrap.request(server.get(), "domain/" + registered);
        var said = session.ask(request, body -> new Said(domain(registered, body), related(body)));
        if (said.isEmpty()) {
            return Optional.empty();
        }
        var registry = said.get().registration();
        return Optional.of(registry.registrar().isEmpty() ? named(registry, said.get()) : registry);
    }

    /// True when a server is known for the domain's registry; without one nothing follows from an empty answer.
    public boolean hasServer(DomainName registered) throws InterruptedException {
        return bootstrap.forDomain(registered, session).isPresent();
    }

    /// @param registrars where the registrar's own answer is
    private record Said(DomainRegistration registration, Optional<URI> registrars) {}

    /// Registries that do not name the registrar link to it: one more question, whose answer counts for the name only.
    private DomainRegistration named(DomainRegistration registry, Said said) throws InterruptedException {
        if (said.registrars().isEmpty()) {
            return registry;
        }
        var request = SourceRequest.found(said.registrars().get()).with("Accept", "application/rdap+json");
        var name = new DomainName(registry.domain());
        return session.ask(request, body -> domain(name, body))
                .map(theirs -> new DomainRegistration(
                        registry.domain(),
                        SOURCE,
                        theirs.registrar(),
                        registry.registeredAt(),
                        registry.expiresAt(),
                        registry.changedAt(),
                        registry.status(),
                        registry.nameServers(),
                        registry.delegationSigned()))
                .orElse(registry);
    }

    private static Optional<URI> related(byte[] body) throws UnexpectedAnswerException {
        for (var link : SourceJson.read(body).path("links")) {
            if (link.path("rel").asText().equals("related")
                    && link.path("type").asText().equals("application/rdap+json")) {
                try {
                    return Optional.of(URI.create(link.path("href").asText()))
                            .filter(target -> "https".equals(target.getScheme()) && target.getHost() != null);
                } catch (IllegalArgumentException malformed) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /// Asks for the network around an address.
    public Optional<NetworkRegistration> network(InetAddress address) throws InterruptedException {
        var server = bootstrap.forAddress(address, session);
        return server.isEmpty()
                ? Optional.empty()
                : session.ask(bootstrap.request(server.get(), "ip/" + IpAddresses.text(address)), Rdap::network);
    }

    static DomainRegistration domain(DomainName registered, byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("objectClassName").asText().equals("domain")) {
            throw new UnexpectedAnswerException("it speaks of no domain");
        }
        var name = answer.path("ldhName").asText();
        if (!name.isEmpty() && !DomainName.parse(name).equals(Optional.of(registered))) {
            throw new UnexpectedAnswerException("it speaks of another domain");
        }
        var signed = answer.path("secureDNS").path("delegationSigned");
        return new DomainRegistration(
                registered.value(),
                SOURCE,
                entity(answer, "registrar"),
                event(answer, "registration"),
                event(answer, "expiration"),
                event(answer, "last changed"),
                texts(answer.path("status"), JsonNode::asText),
                texts(answer.path("nameservers"), server -> server.path("ldhName")
                        .asText()),
                signed.isBoolean() ? signed.asBoolean() : null);
    }

    static NetworkRegistration network(byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("objectClassName").asText().equals("ip network")) {
            throw new UnexpectedAnswerException("it speaks of no network");
        }
        return new NetworkRegistration(
                text(answer.path("startAddress")) + " - " + text(answer.path("endAddress")),
                SOURCE,
                text(answer.path("name")),
                entity(answer, "registrant"),
                text(answer.path("country")).toUpperCase(Locale.ROOT));
    }

    /// The full name in the card of the entity with a role (RFC 7095); a structured name is an array.
    private static String entity(JsonNode answer, String role) {
        for (var entity : answer.path("entities")) {
            if (StreamSupport.stream(entity.path("roles").spliterator(), false)
                    .noneMatch(has -> has.asText().equals(role))) {
                continue;
            }
            for (var property : entity.path("vcardArray").path(1)) {
                if (property.path(0).asText().equals("fn")) {
                    var value = property.path(3);
                    return text(value.isArray() ? value.path(0) : value);
                }
            }
        }
        return "";
    }

    private static @Nullable Instant event(JsonNode answer, String action) {
        for (var event : answer.path("events")) {
            if (event.path("eventAction").asText().equals(action)) {
                return Dates.parse(event.path("eventDate").asText()).orElse(null);
            }
        }
        return null;
    }

    private static List<String> texts(JsonNode array, java.util.function.Function<JsonNode, String> of) {
        var texts = new ArrayList<String>();
        for (var member : array) {
            if (texts.size() < MOST_LISTED) {
                var text = Text.visible(of.apply(member), TEXT).toLowerCase(Locale.ROOT);
                texts.add(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            }
        }
        return texts;
    }

    private static String text(JsonNode node) {
        return Text.visible(node.asText(""), TEXT);
    }
}
