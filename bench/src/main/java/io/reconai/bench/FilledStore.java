package io.reconai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A store with many workspaces of many assets: what a scan of the lab found, copied by SQL under other ids.
///
/// Each of 1,000 people is a member of one workspace and is signed in, so that a limit of requests for each person is
/// never reached.
final class FilledStore {

    static final String ONE_ASSET = "/api/assets/{asset}";

    private static final int PEOPLE = 1_000;
    private static final int ASSETS_KNOWN = 50;

    private final Path file;
    private final int workspaces;
    private final long assets;

    private FilledStore(Path file, int workspaces, long assets) {
        this.file = file;
        this.workspaces = workspaces;
        this.assets = assets;
    }

    /// Fills a store, or takes the one that was filled before and kept.
    ///
    /// @param folder the server's data folder
    /// @param perWorkspace assets of each workspace
    static FilledStore make(Path folder, int workspaces, int perWorkspace) throws Exception {
        var file = folder.resolve("reconai.db");
        if (!Files.exists(file)) {
            scanLab(folder, perWorkspace);
            fill(file, workspaces, perWorkspace);
        }
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            var count = Long.parseLong(one(store, "SELECT count(*) FROM assets"));
            return new FilledStore(file, workspaces, count);
        }
    }

    private static void fill(Path file, int workspaces, int perWorkspace) throws Exception {
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var statement = store.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=OFF");
                statement.execute("PRAGMA foreign_keys=OFF");
            }
            store.setAutoCommit(false);
            var base = one(store, "SELECT workspace_id FROM workspaces");
            var uid = one(store, "SELECT uid FROM accounts");
            for (var number = 0; number < workspaces; number++) {
                copyWorkspace(store, base, number, perWorkspace);
                store.commit();
            }
            for (var number = 0; number < PEOPLE; number++) {
                addPerson(store, base, uid, number, workspaces);
            }
            store.commit();
        }
    }

    /// What a person sends with each call.
    static String headers(int number, String workspace) {
        return "Cookie: reconai_session=" + secret(number) + "\r\nX-Workspace-Id: " + workspace + "\r\n";
    }

    private static void scanLab(Path folder, int hosts) throws Exception {
        try (var lab = LabProcess.start("--hosts", String.valueOf(hosts))) {
            var variables = new HashMap<>(lab.settings());
            variables.put("RECONAI_QUOTAS", "off");
            variables.put("RECONAI_RATE", "20000");
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            try (var server = ServiceProcess.start(folder, variables);
                    var caller = ApiCaller.register(server)) {
                var scan = caller.scan("acme.test", "standard");
                System.out.printf(
                        "Writing into SQLite what a scan of %,d hosts found, with the scan itself: %.1f s%n",
                        scan.path("assets_discovered").asInt(),
                        scan.path("duration_seconds").asDouble());
            }
        }
    }

    /// Copies every row that hangs on an asset.
    private static void copyWorkspace(Connection store, String base, int number, int most) throws SQLException {
        var id = workspace(number);
        copy(store, "workspaces", "workspace_id = '" + base + "'", Map.of("workspace_id", "'" + id + "'"));
        var assetId = "'ast_" + String.format("%09d", number) + "' || substr(asset_id, 14)"; // as if one by one
        var which = "asset_id IN (SELECT asset_id FROM assets WHERE workspace_id = '" + base
                + "' ORDER BY asset_value LIMIT " + most + ")";
        for (var table : tablesWith(store, "asset_id")) {
            var changed = new HashMap<String, String>();
            changed.put("workspace_id", "'" + id + "'");
            changed.put("asset_id", assetId);
            changed.put("row_document", "replace(row_document, asset_id, " + assetId + ")");
            copy(store, table, which, changed);
        }
    }

    private static void addPerson(Connection store, String base, String uid, int number, int workspaces)
            throws Exception {
        var person = "'u_" + String.format("%024d", number) + "'";
        copy(
                store,
                "accounts",
                "uid = '" + uid + "'",
                Map.of(
                        "uid",
                        person,
                        "email",
                        "'" + email(number) + "'",
                        "email_key",
                        "'" + email(number) + "'",
                        "default_workspace_id",
                        "NULL"));
        copy(store, "workspaces", "workspace_id = '" + base + "'", Map.of("workspace_id", person));
        for (var workspace : List.of(person, "'" + workspace(number % workspaces) + "'")) {
            copy(store, "members", "workspace_id = '" + base + "'", Map.of("workspace_id", workspace, "uid", person));
        }
        copy(
                store,
                "sessions",
                "session_id = (SELECT session_id FROM sessions WHERE uid = '" + uid + "' LIMIT 1)",
                Map.of(
                        "session_id",
                        "'" + sessionId(number) + "'",
                        "uid",
                        person,
                        "secret_hash",
                        "'" + sha256(secret(number)) + "'"));
    }

    /// Of a person.
    static String email(int number) {
        return "p" + number + "@example.com";
    }

    static String workspace(int number) {
        return "wsp_" + String.format("%026d", number);
    }

    static String sessionId(int number) {
        return "ses_" + String.format("%026d", number);
    }

    static String secret(int number) {
        return sessionId(number) + ".benchmark";
    }

    static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Copies rows of a table; the columns named have these values instead, as SQL. Triggers may have made some
    /// already.
    private static void copy(Connection store, String table, String which, Map<String, String> changed)
            throws SQLException {
        var columns = list(store, "SELECT name FROM pragma_table_info('" + table + "')");
        try (var statement = store.createStatement()) {
            statement.execute("INSERT OR IGNORE INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
                    + columns.stream()
                            .map(column -> changed.getOrDefault(column, column))
                            .collect(Collectors.joining(", "))
                    + " FROM " + table + " WHERE " + which);
        }
    }

    private static List<String> tablesWith(Connection store, String column) throws SQLException {
        return list(
                store,
                "SELECT t.name FROM sqlite_schema t WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM"
                        + " pragma_table_info(t.name) WHERE name = '" + column + "')");
    }

    private static String one(Connection store, String sql) throws SQLException {
        return list(store, sql).getFirst();
    }

    private static List<String> list(Connection store, String sql) throws SQLException {
        try (var statement = store.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    long assets() {
        return assets;
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    Path file() {
        return file;
    }

    int workspaces() {
        return workspaces;
    }

    /// Everybody, as they are signed in.
    List<Caller.Person> people() throws SQLException {
        var people = new ArrayList<Caller.Person>();
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (var number = 0; number < PEOPLE; number++) {
                var workspace = workspace(number % workspaces);
                people.add(new Caller.Person(
                        workspace,
                        headers(number, workspace),
                        list(
                                store,
                                "SELECT asset_id FROM assets WHERE workspace_id = '" + workspace + "' LIMIT "
                                        + ASSETS_KNOWN)));
            }
        }
        return people;
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
