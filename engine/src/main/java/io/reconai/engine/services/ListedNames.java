package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The first names in lists that binary and text protocols answer with. They show what is at stake; no more are kept.
final class ListedNames {

    private static final Map<String, Pattern> LISTS = Map.of(
            // BSON: a string element called name, its length, its text
            "mongodb-databases", Pattern.compile("(?s)\\x02name\\x00.{4}([^\\x00]{1,64})\\x00"),
            // a module, a tab, its comment
            "rsync-modules", Pattern.compile("(?m)^([^\\s@][^\\t\\r\\n]{0,63}?) *\\t"));

    private ListedNames() {}

    /// Those in an answer; none where the question is not for a list.
    static List<String> in(String question, String answer) {
        var list = LISTS.get(question);
        return list == null
                ? List.of()
                : list.matcher(answer)
                        .results()
                        .limit(AccessAnswer.MOST_NAMES)
                        .map((MatchResult name) -> name.group(1))
                        .toList();
    }
}
