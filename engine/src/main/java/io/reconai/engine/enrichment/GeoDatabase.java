package io.reconai.engine.enrichment;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.CidrRange;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file in MaxMind's format (MaxMind DB 2.0) that the operator has: places, or numbers of autonomous systems.
///
/// Makers shape their records differently: MaxMind's nested one (`country.iso_code`, `city.names.en`) and the flat
/// one (`country_code`, `city`) are both read. The file is mapped into memory, so that a new one is put in its place
/// by renaming and never written over. Safe for use by many threads.
public final class GeoDatabase implements Closeable {

    private static final int TEXT = 100;
    private static final long LARGEST_ASN = 0xffff_ffffL;

    /// Tried when a file is opened: some record is decoded then, whatever the file holds.
    private static final List<String> SAMPLES = List.of("1.1.1.1", "8.8.8.8", "193.0.6.139", "2606:4700::1111");

    private final Reader reader;
    private final String kind;
    private final String name;

    private GeoDatabase(Reader reader) {
        this.reader = reader;
        var metadata = reader.getMetadata();
        kind = Text.visible(metadata.databaseType(), TEXT);
        name = kind + " " + metadata.buildTime().toString().substring(0, 10);
    }

    /// Opens several, or none.
    ///
    /// @throws IOException for the first that cannot be read; the others are closed
    public static List<GeoDatabase> openAll(List<Path> files) throws IOException {
        var opened = new ArrayList<GeoDatabase>();
        try {
            for (var file : files) {
                opened.add(open(file));
            }
            return List.copyOf(opened);
        } catch (IOException broken) {
            opened.forEach(GeoDatabase::close);
            throw broken;
        }
    }

    /// Opens a file.
    ///
    /// @throws IOException when it is not there or no database, with its name and what is wrong
    public static GeoDatabase open(Path file) throws IOException {
        var name = Text.quoted(file.toString());
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("there is no readable file " + name);
        }
        try {
            return tried(new Reader(file.toFile()));
        } catch (IOException | RuntimeException broken) {
            // What is damaged is met in many ways by the library.
            var how = Text.visible(String.valueOf(broken.getMessage()), TEXT);
            throw new IOException(name + " is no MaxMind database, or a damaged one: " + how, broken);
        }
    }

    private static GeoDatabase tried(Reader reader) throws IOException {
        try {
            var database = new GeoDatabase(reader);
            for (var sample : SAMPLES) {
                database.find(InetAddress.ofLiteral(sample));
            }
            return database;
        } catch (IOException | RuntimeException broken) {
            reader.close();
            throw broken;
        }
    }

    /// The maker's name for its kind and the day of its making, such as `DBIP-City-Lite 2026-11-01`.
    public String name() {
        return name;
    }

    /// Where an address is.
    ///
    /// @return empty when it says neither country nor city, or that the address is announced in many places
    /// @throws IOException when the file is damaged there
    Optional<Location> location(InetAddress address) throws IOException {
        return find(address).flatMap(found -> location(found.data()));
    }

    /// By whom an address is announced.
    ///
    /// @throws IOException when the file is damaged there
    Optional<Announcement> announcement(InetAddress address) throws IOException {
        return find(address).flatMap(found -> announcement(found, address));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a file that is only read", impossible);
        }
    }

    private Optional<DatabaseRecord<Map<?, ?>>> find(InetAddress address) throws IOException {
        if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == 4) {
            return Optional.empty();
        }
        try {
            @SuppressWarnings({"unchecked", "rawtypes"})
            DatabaseRecord<Map<?, ?>> found = (DatabaseRecord) reader.getRecord(address, Map.class);
            return found.data() == null ? Optional.empty() : Optional.of(found);
        } catch (RuntimeException damaged) {
            throw new IOException("damaged at " + address.getHostAddress(), damaged);
        }
    }

    private Optional<Location> location(Map<?, ?> record) {
        if (Boolean.TRUE.equals(at(record, "traits", "is_anycast"))) {
            return Optional.empty();
        }
        var country = country(record);
        var city = text(at(record, "city", "names", "en"));
        if (city.isEmpty()) {
            city = text(record.get("city"));
        }
        if (country.isEmpty() && city.isEmpty()) {
            return Optional.empty();
        }
        var latitude = degrees(record, "latitude", 90);
        var longitude = degrees(record, "longitude", 180);
        var isPoint = latitude != null && longitude != null;
        return Optional.of(new Location(country, city, isPoint ? latitude : null, isPoint ? longitude : null, kind));
    }

    /// Two letters; `ZZ` is how some say that they do not know.
    private static String country(Map<?, ?> record) {
        for (var said :
                new Object[] {at(record, "country", "iso_code"), record.get("country_code"), record.get("country")}) {
            var code = text(said).toUpperCase(Locale.ROOT);
            if (code.matches("[A-Z]{2}") && !code.equals("ZZ")) {
                return code;
            }
        }
        return "";
    }

    private static @Nullable Double degrees(Map<?, ?> record, String name, double most) {
        var nested = at(record, "location", name);
        return (nested == null ? record.get(name) : nested) instanceof Number number
                        && Math.abs(number.doubleValue()) <= most
                ? Double.valueOf(number.doubleValue())
                : null;
    }

    private static Optional<Announcement> announcement(DatabaseRecord<Map<?, ?>> found, InetAddress address) {
        var record = found.data();
        var number = asn(record.get("autonomous_system_number"));
        if (number.isEmpty()) {
            number = asn(record.get("asn"));
        }
        var name = text(record.get("autonomous_system_organization"));
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new Announcement(
                        new CidrRange(address, found.network().prefixLength()).toString(),
                        List.of(number.get()),
                        name.isEmpty() ? text(record.get("as_name")) : name,
                        ""));
    }

    /// A number, or `AS` and a number.
    private static Optional<Long> asn(@Nullable Object said) {
        if (said instanceof Number number) {
            return Optional.of(number.longValue()).filter(asn -> asn > 0 && asn <= LARGEST_ASN);
        }
        var text = text(said);
        return text.matches("AS\\d{1,10}") ? asn(Long.valueOf(text.substring(2))) : Optional.empty();
    }

    private static @Nullable Object at(Map<?, ?> record, String... path) {
        Object value = record;
        for (var name : path) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(name);
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? Text.visible(text.strip(), TEXT) : "";
    }
}
