package io.reconai.engine.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// By which domains CAA records name the authorities (RFC 8659 §4.2), as far as they are known. Immutable.
public final class CaaIdentifiers {

    private static final String FILE = "caa-identifiers.txt";

    private final Map<String, List<String>> byOrganisation;

    private CaaIdentifiers(Map<String, List<String>> byOrganisation) {
        this.byOrganisation = Map.copyOf(byOrganisation);
    }

    /// Those that come with this program.
    public static CaaIdentifiers shipped() {
        try (var in = CaaIdentifiers.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the build");
            }
            var all = new HashMap<String, List<String>>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> read(line, all));
            return new CaaIdentifiers(all);
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE + " cannot be read", broken);
        }
    }

    private static void read(String line, Map<String, List<String>> into) {
        var fields = line.split(" \\| ", 2);
        if (fields.length != 2) {
            throw new IllegalStateException("not `organisations | domains`: " + line);
        }
        var domains = List.of(fields[1].split(" "));
        for (var organisation : fields[0].split("; ")) {
            into.put(organisation, domains);
        }
    }

    /// The domains that allow an issuer; none for an authority that is not known.
    ///
    /// @param issuer a certificate's issuer (RFC 2253), such as `CN=E7,O=Let's Encrypt,C=US`
    public List<String> of(String issuer) {
        return organisation(issuer).map(byOrganisation::get).orElse(List.of());
    }

    private static Optional<String> organisation(String issuer) {
        try {
            return new LdapName(issuer)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("O"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst();
        } catch (InvalidNameException odd) {
            return Optional.empty();
        }
    }
}
