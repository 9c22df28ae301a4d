package io.reconai.server.store.sqlite;

import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sqlite.Function;

/// IP addresses as texts that sort as the addresses do: `4` or `6`, then the octets in hexadecimal digits.
///
/// @param first of the range
/// @param last of the range
record AddressKey(String first, String last) {

    private static final int IPV4_OCTETS = 4;

    /// All addresses of a network.
    static AddressKey of(CidrRange network) {
        var first = network.prefix().getAddress();
        var last = first.clone();
        for (var bit = network.length(); bit < last.length * Byte.SIZE; bit++) {
            last[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        return new AddressKey(text(first), text(last));
    }

    /// One address; empty where the text is none.
    static Optional<String> of(String address) {
        return IpAddresses.parse(address).map(InetAddress::getAddress).map(AddressKey::text);
    }

    private static String text(byte[] octets) {
        return (octets.length == IPV4_OCTETS ? "4" : "6") + HexFormat.of().formatHex(octets);
    }

    /// Replaces the addresses that an asset is found by.
    static void put(Connection connection, String workspaceId, String assetId, List<String> addresses)
            throws SQLException {
        var keys = addresses.stream()
                .flatMap(text -> of(text).stream())
                .distinct()
                .sorted()
                .toList();
        var known = Sql.list(
                connection,
                "SELECT address FROM asset_addresses WHERE asset_id = ? ORDER BY address",
                row -> row.getString(1),
                assetId);
        if (known.equals(keys)) {
            return;
        }
        Sql.update(connection, "DELETE FROM asset_addresses WHERE asset_id = ?", assetId);
        for (var key : keys) {
            Sql.update(
                    connection,
                    "INSERT INTO asset_addresses (workspace_id, address, asset_id) VALUES (?, ?, ?)",
                    workspaceId,
                    key,
                    assetId);
        }
    }

    /// Gives a connection the function `address_key(text)`, null for what is no address.
    static void register(Connection connection) throws SQLException {
        Function.create(connection, "address_key", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                var key = of(String.valueOf(value_text(0)));
                if (key.isPresent()) {
                    result(key.get());
                } else {
                    result();
                }
            }
        });
    }
}
