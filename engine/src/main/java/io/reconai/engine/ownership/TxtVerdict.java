package io.reconai.engine.ownership;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Judges what resolvers say to one TXT question. Where the silence of some decides, nothing is known.
final class TxtVerdict {

    /// Further records are counted: somebody's zone may hold hundreds.
    private static final int MOST_SHOWN = 3;

    private TxtVerdict() {}

    /// @param needed how many have to have the record
    static OwnershipAnswer of(DomainName name, String value, List<DnsLookup> answers, int needed) {
        var having = answers.stream().filter(answer -> has(answer, value)).count();
        if (having >= needed && needed > 0) {
            return new OwnershipAnswer.Shown();
        }
        var silent = answers.stream().filter(TxtVerdict::isSilent).count();
        var seen = "TXT " + name + ": "
                + IntStream.range(0, answers.size())
                        .mapToObj(i -> "resolver " + (i + 1) + " " + said(answers.get(i), value))
                        .collect(Collectors.joining(", "));
        if (having + silent >= needed) {
            return new OwnershipAnswer.Unknown(seen);
        }
        return new OwnershipAnswer.NotShown(having == 0 ? seen : seen + "; " + needed + " have to have it");
    }

    private static boolean has(DnsLookup answer, String value) {
        return answer.data().anyMatch(text -> text.strip().equals(value));
    }

    /// A resolver is the operator's: when it does not answer, that is no word about the domain.
    private static boolean isSilent(DnsLookup answer) {
        return answer.outcome() == DnsOutcome.TIMEOUT || answer.outcome() == DnsOutcome.UNREACHABLE;
    }

    private static String said(DnsLookup answer, String value) {
        if (has(answer, value)) {
            return "has it";
        }
        return switch (answer.outcome()) {
            case NOERROR -> "has " + values(answer);
            case NODATA -> "has no TXT record there (NODATA)";
            case NXDOMAIN -> "has no such name (NXDOMAIN)";
            case TIMEOUT, UNREACHABLE -> "does not answer";
            case SERVFAIL, REFUSED, FORMERR, NOTIMP, REFERRAL, BLOCKED -> "says " + answer.outcome();
        };
    }

    private static String values(DnsLookup answer) {
        var shown = answer.data().limit(MOST_SHOWN).map(Text::quoted).collect(Collectors.joining(", "));
        var more = answer.answers().size() - MOST_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
