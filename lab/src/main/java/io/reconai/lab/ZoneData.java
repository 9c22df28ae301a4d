package io.reconai.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// All records of the lab's internet, and what a question about them comes to (RFC 1034 §4.3.2, RFC 4592).
///
/// Filled first, then read by the name servers' threads; [#add] may go on beside them with records that begin
/// no zone.
final class ZoneData {

    private static final int MAX_CHAIN = 8;

    /// What a question comes to.
    record Reply(int rcode, List<Record> answers, List<Record> authority) {}

    private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private final Map<String, Record> apexes = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> forged = new HashSet<>();
    private final Map<String, String> failing = new HashMap<>();
    private final Map<String, List<Record>> lost = new HashMap<>();
    private final Map<String, List<Record>> delegated = new HashMap<>();
    private final Map<String, List<Record>> glue = new HashMap<>();
    private final Set<String> minimal = new HashSet<>();
    private final Set<String> untransferred = new HashSet<>();
    private final Map<String, Rotation> rotating = new HashMap<>();
    private final Map<String, Supplier<String>> versions = new HashMap<>();
    private final Map<String, Supplier<String>> copies = new HashMap<>();

    /// Sets of addresses given in turn; a sticky one stays at its last.
    private record Rotation(List<List<Record>> sets, boolean sticky, AtomicInteger asked) {

        /// The set for a question; only those for addresses count.
        List<Record> next(int type) {
            var count = type == Type.A ? asked.getAndIncrement() : asked.get();
            return sets.get(sticky ? Math.min(count, sets.size() - 1) : Math.floorMod(count, sets.size()));
        }
    }

    /// Adds a record in presentation form: `add("www.acme.test", "A", "203.0.113.1")`.
    void add(String owner, String type, String data) {
        var record = record(owner, type, data);
        records.computeIfAbsent(owner, _ -> new CopyOnWriteArrayList<>()).add(record);
        if (type.equals("SOA")) {
            apexes.put(owner, record);
        }
        for (var name = owner; !name.isEmpty(); name = parent(name)) {
            existing.add(name);
        }
    }

    /// Signs a zone whose records are all there; what it says of absent names follows from the kind of denial.
    void sign(String apex, SignedZone.Denial denial) {
        var own = transfer(apex).stream().distinct().toList();
        for (var record : SignedZone.sign(name(apex), own, denial)) {
            var owner = text(record.getName());
            records.computeIfAbsent(owner, _ -> new CopyOnWriteArrayList<>()).add(record);
        }
        if (denial == SignedZone.Denial.MINIMAL) {
            minimal.add(apex);
        }
    }

    /// A name that a transfer of its zone does not show, as if it had been added to the zone since.
    void leaveOutOfTransfers(String name) {
        untransferred.add(name);
    }

    /// Everything at or below the name answers SERVFAIL.
    void breakZone(String name) {
        broken.add(name);
    }

    /// Resolvers find its signatures wrong, and answer only who wants them unchecked; DS is the parent's.
    void forge(String name) {
        forged.add(name);
    }

    /// True for what a resolver that checks signatures does not answer.
    boolean isForged(Name name, int type) {
        var at = text(name);
        return forged.stream().anyMatch(zone -> at.equals(zone) ? type != Type.DS : at.endsWith("." + zone));
    }

    /// Questions for this type at the name itself answer SERVFAIL, as behind a load balancer that does not know it.
    void failAt(String name, String type) {
        failing.put(name, type);
    }

    /// Delegates a zone to servers that do not know it: resolvers fail at it, and its parent refers to them.
    void loseZone(String name, List<String> servers) {
        lost.put(
                name, servers.stream().map(server -> record(name, "NS", server)).toList());
    }

    /// The servers that a name's lost zone is delegated to; none where it is in no such zone.
    List<Record> lostDelegation(Name name) {
        for (var at = text(name); !at.isEmpty(); at = parent(at)) {
            var servers = lost.get(at);
            if (servers != null) {
                return servers;
            }
        }
        return List.of();
    }

    /// Questions for the name's addresses are answered from the sets in turn; the last one stays when `sticky`.
    void rotate(String owner, List<List<String>> sets, boolean sticky) {
        var turns = new ArrayList<List<Record>>();
        for (var set : sets) {
            turns.add(set.stream().map(address -> record(owner, "A", address)).toList());
        }
        rotating.put(owner, new Rotation(turns, sticky, new AtomicInteger()));
        for (var name = owner; !name.isEmpty(); name = parent(name)) {
            existing.add(name);
        }
    }

    /// Has the zone's SOA be another one at each question.
    void version(String apex, Supplier<String> soa) {
        versions.put(apex, soa);
    }

    /// The same of the copy that a secondary has.
    void copy(String apex, Supplier<String> soa) {
        copies.put(apex, soa);
    }

    /// Has the registry refer to these servers, whatever the zone itself says.
    void delegate(String name, List<String> servers) {
        delegated.put(
                name, servers.stream().map(server -> record(name, "NS", server)).toList());
    }

    /// The servers that the registry has for the domain that a name is in; none where nobody has registered it.
    List<Record> delegation(Name name) {
        var domain = text(name);
        while (domain.indexOf('.') != domain.lastIndexOf('.')) {
            domain = parent(domain);
        }
        var own = records.getOrDefault(domain, List.of()).stream()
                .filter(record -> record.getType() == Type.NS)
                .toList();
        return delegated.getOrDefault(domain, own);
    }

    /// Has the registry know a server within a domain by this address, whatever the zone itself says.
    void glue(String server, String address) {
        glue.put(server, List.of(record(server, "A", address)));
    }

    /// The registry's addresses of the servers that are within the domain that they serve.
    List<Record> glue(List<Record> servers) {
        return servers.stream()
                .filter(server -> ((NSRecord) server).getTarget().subdomain(server.getName()))
                .map(server -> text(((NSRecord) server).getTarget()))
                .flatMap(name -> glue.getOrDefault(name, addresses(name)).stream())
                .toList();
    }

    private List<Record> addresses(String name) {
        return records.getOrDefault(name, List.of()).stream()
                .filter(record -> record.getType() == Type.A || record.getType() == Type.AAAA)
                .toList();
    }

    /// The signatures of a name's own records of a type.
    List<Record> signatures(Name name, int type) {
        return records.getOrDefault(text(name), List.of()).stream()
                .filter(record -> record instanceof RRSIGRecord signature && signature.getTypeCovered() == type)
                .toList();
    }

    /// Answers as one of the zones' servers does.
    ///
    /// @param isCopy as one that fetches them from another
    Reply answer(Name name, int type, boolean isCopy) {
        var soa = type == Type.SOA ? (isCopy ? copies : versions).get(text(name)) : null;
        return soa == null
                ? answer(name, type)
                : new Reply(Rcode.NOERROR, List.of(record(text(name), "SOA", soa.get())), List.of());
    }

    /// Answers as a resolver does: follows aliases through the whole lab.
    Reply answer(Name name, int type) {
        var answers = new ArrayList<Record>();
        var at = text(name);
        for (var hop = 0; hop < MAX_CHAIN; hop++) {
            if (isBroken(at) || Type.string(type).equals(failing.get(at))) {
                return new Reply(Rcode.SERVFAIL, List.of(), List.of());
            }
            var found = find(at, name(at), type);
            if (type == Type.NSEC && isMinimal(at)) {
                return new Reply(Rcode.NOERROR, List.of(madeUp(at)), List.of());
            }
            if (found == null) {
                return new Reply(Rcode.NXDOMAIN, answers, soa(at));
            }
            var wanted =
                    found.stream().filter(record -> record.getType() == type).toList();
            if (!wanted.isEmpty()) {
                answers.addAll(wanted);
                return new Reply(Rcode.NOERROR, answers, List.of());
            }
            var alias = found.stream()
                    .filter(record -> record.getType() == Type.CNAME)
                    .findFirst();
            if (alias.isEmpty()) {
                return new Reply(Rcode.NOERROR, answers, soa(at));
            }
            answers.add(alias.get());
            at = text(((CNAMERecord) alias.get()).getTarget());
        }
        return new Reply(Rcode.NOERROR, answers, List.of());
    }

    /// The records of a zone for a transfer: SOA first and last.
    List<Record> transfer(String apex) {
        var soa = apexes.get(apex);
        var all = new ArrayList<Record>();
        if (soa == null) {
            return all;
        }
        all.add(soa);
        records.forEach((owner, list) -> {
            if (owner.equals(apex) || (owner.endsWith("." + apex) && !untransferred.contains(owner))) {
                list.stream()
                        .filter(record -> record.getType() != Type.SOA && belongs(record, owner, apex))
                        .forEach(all::add);
            }
        });
        all.add(soa);
        return all;
    }

    /// Of a zone cut the parent holds the name servers and DS alone; below it nothing.
    private boolean belongs(Record record, String owner, String apex) {
        for (var name = owner; !name.equals(apex) && !name.isEmpty(); name = parent(name)) {
            if (apexes.containsKey(name)) {
                return name.equals(owner) && (record.getType() == Type.NS || record.getType() == Type.DS);
            }
        }
        return record.getType() != Type.DS || !owner.equals(apex);
    }

    /// The records at a name, a wildcard's included; null when the name does not exist.
    private @org.jspecify.annotations.Nullable List<Record> find(String at, Name owner, int type) {
        var rotation = rotating.get(at);
        if (rotation != null) {
            return at(owner, rotation.next(type));
        }
        var own = records.get(at);
        if (own != null) {
            return own;
        }
        if (existing.contains(at)) {
            return List.of(); // an empty non-terminal
        }
        var encloser = parent(at);
        while (!encloser.isEmpty() && !existing.contains(encloser)) {
            encloser = parent(encloser);
        }
        var wildcard = "*." + encloser;
        var pool = rotating.get(wildcard);
        if (pool != null) {
            return at(owner, pool.next(type));
        }
        var synthesised = records.get(wildcard);
        return synthesised == null ? null : at(owner, synthesised);
    }

    private static List<Record> at(Name owner, List<Record> originals) {
        return originals.stream()
                .map(record -> Record.newRecord(
                        owner, record.getType(), DClass.IN, record.getTTL(), record.rdataToWireCanonical()))
                .toList();
    }

    private boolean isMinimal(String at) {
        return minimal.stream().anyMatch(zone -> at.equals(zone) || at.endsWith("." + zone));
    }

    /// The next name is the asked one with a zero octet in front: nothing lies between them (RFC 4470).
    private static Record madeUp(String at) {
        try {
            var next = Name.fromString("\\000." + at + ".");
            return new NSECRecord(name(at), DClass.IN, 300, next, new int[] {Type.A, Type.RRSIG, Type.NSEC});
        } catch (TextParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isBroken(String at) {
        return broken.stream().anyMatch(zone -> at.equals(zone) || at.endsWith("." + zone));
    }

    private List<Record> soa(String at) {
        for (var name = at; !name.isEmpty(); name = parent(name)) {
            var soa = apexes.get(name);
            if (soa != null) {
                return List.of(soa);
            }
        }
        return List.of();
    }

    private static Record record(String owner, String type, String data) {
        try {
            return Record.fromString(name(owner), Type.value(type), DClass.IN, 300, data, Name.root);
        } catch (java.io.IOException wrong) {
            throw new IllegalArgumentException(
                    "a lab record that cannot be read: " + owner + " " + type + " " + data, wrong);
        }
    }

    private static String parent(String name) {
        var dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static String text(Name name) {
        var text = name.toString(true).toLowerCase(Locale.ROOT);
        return text.equals(".") ? "" : text;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (TextParseException wrong) {
            throw new IllegalArgumentException("not a name: " + text, wrong);
        }
    }
}
