package io.reconai.server.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import org.sqlite.Function;

/// A store as an earlier version left it.
final class EarlierStore {

    private EarlierStore() {}

    /// Makes one of a version that kept evidence as text, with the assets of a store of today.
    static void make(Path file, int version, Path today) throws Exception {
        Database.open(file, version).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            unpacks(connection);
            statement.execute("ATTACH '" + today + "' AS today");
            var names = new ArrayList<String>();
            try (ResultSet columns = statement.executeQuery("SELECT name FROM pragma_table_info('assets', 'main')")) {
                while (columns.next()) {
                    names.add(columns.getString(1));
                }
            }
            var all = String.join(", ", names);
            statement.execute("INSERT INTO assets (" + all + ") SELECT "
                    + all.replaceAll("(evidence|verdict)_document", "unpacked($1)") + " FROM today.assets");
        }
    }

    private static void unpacks(Connection connection) throws SQLException {
        Function.create(connection, "unpacked", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(PackedText.unpacked(value_blob(0)));
            }
        });
    }
}
