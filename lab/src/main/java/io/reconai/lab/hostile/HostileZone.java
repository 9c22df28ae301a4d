package io.reconai.lab.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// What the hostile organisation's names say. Filled once, then read by the resolver's threads.
final class HostileZone {

    private static final int MAX_CHAIN = 20;

    private final Map<String, List<Record>> records = new HashMap<>();
    private final Map<String, Record> turning = new HashMap<>();
    private final Set<String> existing = new HashSet<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    /// Adds a record in presentation form.
    void add(String owner, String type, String data) {
        add(record(owner, type, data));
    }

    /// Adds a text that presentation form has no way to write.
    void addText(String owner, String text) {
        var parts = new ArrayList<byte[]>();
        var octets = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (var from = 0; from < octets.length; from += 255) {
            parts.add(java.util.Arrays.copyOfRange(octets, from, Math.min(octets.length, from + 255)));
        }
        var quoted = new StringBuilder();
        for (var part : parts) {
            quoted.append('"');
            for (var octet : part) {
                quoted.append(String.format(Locale.ROOT, "\\%03d", octet & 0xff));
            }
            quoted.append("\" ");
        }
        add(record(owner, "TXT", quoted.toString().strip()));
    }

    /// The first answer to a question for this address is the one that was added, later ones are this.
    void turns(String owner, String data) {
        turning.put(owner, record(owner, "A", data));
    }

    private void add(Record record) {
        var owner = text(record.getName());
        records.computeIfAbsent(owner, _ -> new ArrayList<>()).add(record);
        for (var name = owner; !name.isEmpty(); name = parent(name)) {
            existing.add(name);
        }
    }

    Message answer(Message question) {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        var asked = question.getQuestion();
        if (asked == null) {
            reply.getHeader().setRcode(Rcode.FORMERR);
            return reply;
        }
        reply.addRecord(asked, Section.QUESTION);
        var name = text(asked.getName());
        for (var i = 0; i < MAX_CHAIN; i++) {
            var found = at(name, asked.getType());
            found.forEach(record -> reply.addRecord(record, Section.ANSWER));
            if (found.isEmpty() || !(found.getFirst() instanceof CNAMERecord alias) || asked.getType() == Type.CNAME) {
                break;
            }
            name = text(alias.getTarget());
        }
        reply.getHeader().setRcode(existing.contains(text(asked.getName())) ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return reply;
    }

    private List<Record> at(String name, int type) {
        var turned = turning.get(name);
        if (turned != null
                && type == Type.A
                && asked.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement() > 0) {
            return List.of(turned);
        }
        var all = records.getOrDefault(name, List.of());
        var alias = all.stream().filter(CNAMERecord.class::isInstance).toList();
        return alias.isEmpty()
                ? all.stream().filter(record -> record.getType() == type).toList()
                : alias;
    }

    private static Record record(String owner, String type, String data) {
        try {
            return Record.fromString(name(owner), Type.value(type), DClass.IN, 60, data, Name.root);
        } catch (IOException wrong) {
            throw new IllegalArgumentException("a record that cannot be read: " + owner + " " + type, wrong);
        }
    }

    private static String parent(String name) {
        var dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (TextParseException wrong) {
            throw new IllegalArgumentException("not a name: " + text, wrong);
        }
    }
}
