package io.reconai.engine.diff;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.RiskLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A digest as bytes, a few times smaller than as objects. Never kept beyond one comparison.
final class DigestCodec {

    private static final ScanMode[] MODES = ScanMode.values();
    private static final RiskLevel[] LEVELS = RiskLevel.values();
    private static final Kind[] KINDS = Kind.values();
    private static final Question.Family[] FAMILIES = Question.Family.values();

    private DigestCodec() {}

    static byte[] encode(AssetDigest digest) {
        var bytes = new ByteArrayOutputStream(1_024);
        var out = new DataOutputStream(bytes);
        try {
            writeText(out, digest.asset());
            writeText(out, digest.domain());
            out.writeByte(digest.mode().ordinal());
            out.writeByte(digest.score());
            out.writeByte(digest.level().ordinal());
            out.writeInt(digest.sources().size());
            for (var source : digest.sources()) {
                writeText(out, source);
            }
            out.writeInt(digest.facts().size());
            for (var fact : digest.facts()) {
                write(fact, out);
            }
            write(digest.looked(), out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    static AssetDigest decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var asset = readText(in);
            var domain = readText(in);
            var mode = MODES[in.readByte()];
            var score = in.readUnsignedByte();
            var level = LEVELS[in.readByte()];
            var sources = new ArrayList<String>();
            for (var left = in.readInt(); left > 0; left--) {
                sources.add(readText(in));
            }
            var facts = new ArrayList<Fact>();
            for (var left = in.readInt(); left > 0; left--) {
                facts.add(readFact(in));
            }
            return new AssetDigest(asset, domain, mode, score, level, sources, facts, readLooked(in));
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was encoded can be decoded", impossible);
        }
    }

    private static void write(Fact fact, DataOutputStream out) throws IOException {
        out.writeByte(fact.kind().ordinal());
        writeText(out, fact.id());
        writeText(out, fact.check());
        writeText(out, fact.subject());
        writeText(out, fact.value());
        writeText(out, fact.label());
        out.writeInt(fact.shownBy().size());
        for (var question : fact.shownBy()) {
            out.writeLong(question.fingerprint());
            out.writeByte(question.family().ordinal());
            out.writeInt(question.port());
        }
    }

    private static Fact readFact(DataInputStream in) throws IOException {
        var kind = KINDS[in.readByte()];
        var id = readText(in);
        var check = readText(in);
        var subject = readText(in);
        var value = readText(in);
        var label = readText(in);
        List<Question> shownBy = new ArrayList<>();
        for (var left = in.readInt(); left > 0; left--) {
            shownBy.add(new Question(in.readLong(), FAMILIES[in.readByte()], in.readInt()));
        }
        return new Fact(kind, id, check, subject, value, label, shownBy);
    }

    private static void write(Looked looked, DataOutputStream out) throws IOException {
        out.writeInt(looked.answered().size());
        for (var fingerprint : looked.answered()) {
            out.writeLong(fingerprint);
        }
        out.writeInt(looked.problems().size());
        for (var problem : looked.problems().entrySet()) {
            out.writeLong(problem.getKey());
            writeText(out, problem.getValue());
        }
        writeText(out, looked.closed());
        writeText(out, looked.silent());
        out.writeInt(looked.coverage().size());
        for (var entry : looked.coverage().entrySet()) {
            writeText(out, entry.getKey());
            writeText(out, entry.getValue());
        }
    }

    private static Looked readLooked(DataInputStream in) throws IOException {
        var answered = new HashSet<Long>();
        for (var left = in.readInt(); left > 0; left--) {
            answered.add(in.readLong());
        }
        Map<Long, String> problems = new HashMap<>();
        for (var left = in.readInt(); left > 0; left--) {
            problems.put(in.readLong(), readText(in));
        }
        var closed = readText(in);
        var silent = readText(in);
        Map<String, String> coverage = new HashMap<>();
        for (var left = in.readInt(); left > 0; left--) {
            coverage.put(readText(in), readText(in));
        }
        return new Looked(answered, problems, closed, silent, coverage);
    }

    /// Longer than `writeUTF` allows: the closed ports of a host can take 200 KB.
    private static void writeText(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
