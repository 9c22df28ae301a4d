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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
        return server.isEmpty()
                ? Optional.empty()
                : session.ask(request(server.get(), "domain/" + registered), body -> domain(registered, body));
    }

    /// Asks for the network around an address.
    public Optional<NetworkRegistration> network(InetAddress address) throws InterruptedException {
        var server = bootstrap.forAddress(address, session);
        return server.isEmpty()
                ? Optional.empty()
                : session.ask(request(server.get(), "ip/" + IpAddresses.text(address)), Rdap::network);
    }

    private static SourceRequest request(URI server, String path) {
        return SourceRequest.get(RdapBootstrap.below(server, path)).with("Accept", "application/rdap+json");
    }

    static DomainRegistration domain(DomainName registered, byte[] body) throws UnexpectedAnswerException {
        var answer = SourceJson.read(body);
        if (!answer.path("objectClassName").asText().equals("domain")) {
            throw new UnexpectedAnswerException("it speaks of no domain");
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
                return instant(event.path("eventDate").asText()).orElse(null);
            }
        }
        return null;
    }

    /// Dates come with and without seconds, zone and time; without a zone they are UTC.
    static Optional<Instant> instant(String text) {
        List<java.util.function.Function<String, Instant>> forms = List.of(
                given -> OffsetDateTime.parse(given).toInstant(),
                given -> LocalDateTime.parse(given).toInstant(ZoneOffset.UTC),
                given -> LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant());
        for (var form : forms) {
            try {
                return Optional.of(form.apply(text.strip()));
            } catch (DateTimeParseException another) {
                // The next form may fit.
            }
        }
        return Optional.empty();
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
