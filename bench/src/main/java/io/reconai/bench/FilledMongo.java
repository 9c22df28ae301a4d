package io.reconai.bench;

import io.reconai.engine.Asset;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Session;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.mongo.MongoStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A MongoDB with many workspaces of many assets: what a scan of the lab found, kept once for each workspace, as a scan
/// keeps it. Each workspace has one person, who is signed in.
final class FilledMongo {

    private static final int AT_ONCE = 100;
    private static final int ASSETS_KNOWN = 50;

    private FilledMongo() {}

    /// Fills the database, which has to be empty.
    ///
    /// @param address of the database
    /// @param folder for the data of the server that scans
    /// @return everybody, as they are signed in
    static List<Caller.Person> make(String address, Path folder, int workspaces, int assets) throws Exception {
        var owner = scanLab(address, folder, assets);
        var people = new ArrayList<Caller.Person>();
        try (var store = MongoStores.open(address)) {
            var found = found(store, Workspace.ofRecord(owner), assets);
            for (var number = 0; number < workspaces; number++) {
                people.add(add(store, number, found));
            }
        }
        return people;
    }

    /// Where a server finds the database.
    static Map<String, String> settings(String address) {
        return Map.of("RECONAI_QUOTAS", "off", "MONGO_URI", address);
    }

    /// @return who scanned
    private static String scanLab(String address, Path folder, int hosts) throws Exception {
        try (var lab = LabProcess.start("--hosts", String.valueOf(hosts))) {
            var variables = new HashMap<>(lab.settings());
            variables.putAll(settings(address));
            variables.put("RECONAI_RATE", "20000");
            variables.put("RECONAI_SOURCE_PAUSE_MS", "20");
            try (var server = ServiceProcess.start(folder, variables);
                    var caller = ApiCaller.register(server)) {
                caller.scan("acme.test", "standard");
                return caller.get("/api/auth/me").path("data").path("uid").asText();
            }
        }
    }

    private static List<Asset> found(StorePorts store, Workspace workspace, int most) {
        var ids = store.assetReader().ids(workspace, AssetFilter.of(List.of(), List.of()), List.of());
        return store.assetReader().read(workspace, ids.stream().limit(most).toList()).stream()
                .map(StoredAsset::asset)
                .toList();
    }

    private static Caller.Person add(StorePorts store, int number, List<Asset> found) throws Exception {
        var now = Instant.now();
        var uid = "u_" + String.format("%024d", number);
        store.accounts().add(new Account(uid, FilledStore.email(number), null, null, now, now));
        store.accounts().add(session(uid, number, now));
        var workspace = Workspace.ofRecord(uid);
        var ids = new ArrayList<String>();
        for (var from = 0; from < found.size(); from += AT_ONCE) {
            var batch = found.subList(from, Math.min(found.size(), from + AT_ONCE)).stream()
                    .map(asset -> new AssetStore.Look(asset, now))
                    .toList();
            for (var kept : store.assets().keep(workspace, "scn_bench", batch)) {
                ids.add(kept.row().assetId());
            }
        }
        return new Caller.Person(
                uid,
                FilledStore.headers(number, uid),
                ids.stream().limit(ASSETS_KNOWN).toList());
    }

    private static Session session(String uid, int number, Instant now) throws Exception {
        var end = now.plus(Duration.ofDays(30));
        return new Session(
                FilledStore.sessionId(number),
                uid,
                FilledStore.sha256(FilledStore.secret(number)),
                "csrf",
                now,
                now,
                end,
                now,
                new Session.Visitor(null, null));
    }
}
