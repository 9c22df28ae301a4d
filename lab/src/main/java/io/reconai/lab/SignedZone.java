package io.reconai.lab;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Signs a zone (RFC 4035, ECDSA P-256): keys, signatures, and the chain of its names or the parameters of a hashed
/// one.
final class SignedZone {

    /// How a zone proves that a name is not there.
    enum Denial {
        /// A chain of names that anybody can walk (RFC 4034 §4).
        NSEC,
        /// A chain of hashes (RFC 5155).
        NSEC3,
        /// A made-up next name for each question (RFC 4470).
        MINIMAL
    }

    private static final long TTL = 300;
    private static final int ZONE_KEY = 257;
    private static final Duration LIFE = Duration.ofDays(30);

    private SignedZone() {}

    /// The records to add to a zone, the DS for its parent among them.
    static List<Record> sign(Name apex, List<Record> zone, Denial denial) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var key = new DNSKEYRecord(
                    apex,
                    DClass.IN,
                    TTL,
                    ZONE_KEY,
                    DNSKEYRecord.Protocol.DNSSEC,
                    DNSSEC.Algorithm.ECDSAP256SHA256,
                    pair.getPublic());
            var added = new ArrayList<Record>();
            added.add(key);
            if (denial == Denial.NSEC) {
                added.addAll(chain(apex, zone));
            }
            if (denial == Denial.NSEC3) {
                added.add(new NSEC3PARAMRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA1, 0, 0, new byte[0]));
            }
            var all = new ArrayList<>(zone);
            all.addAll(added);
            added.addAll(signatures(all, key, pair));
            added.add(new DSRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, key));
            return added;
        } catch (GeneralSecurityException | DNSSEC.DNSSECException impossible) {
            throw new IllegalStateException("every JDK can sign with ECDSA", impossible);
        }
    }

    private static List<Record> chain(Name apex, List<Record> zone) {
        var types = new TreeMap<Name, List<Integer>>(Comparator.naturalOrder());
        for (var record : zone) {
            types.computeIfAbsent(record.getName(), _ -> new ArrayList<>()).add(record.getType());
        }
        var chain = new ArrayList<Record>();
        types.forEach((owner, own) -> {
            var next = types.higherKey(owner);
            var bits = IntStream.concat(own.stream().mapToInt(Integer::intValue), IntStream.of(Type.RRSIG, Type.NSEC))
                    .distinct()
                    .toArray();
            chain.add(new NSECRecord(owner, DClass.IN, TTL, next == null ? apex : next, bits));
        });
        return chain;
    }

    private static List<Record> signatures(List<Record> records, DNSKEYRecord key, KeyPair pair)
            throws DNSSEC.DNSSECException {
        Map<String, RRset> sets = new TreeMap<>();
        for (var record : records) {
            sets.computeIfAbsent(record.getName() + "/" + record.getType(), _ -> new RRset())
                    .addRR(record);
        }
        var signatures = new ArrayList<Record>();
        for (var set : sets.values()) {
            var now = Instant.now();
            signatures.add(DNSSEC.sign(set, key, pair.getPrivate(), now.minusSeconds(3_600), now.plus(LIFE)));
        }
        return signatures;
    }
}
