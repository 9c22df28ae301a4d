package io.reconai.engine.asset;

import java.util.List;

/// What came of asking a service for something that is meant for its users. Nobody signed in, no password was tried.
///
/// @param question its name in the engine's tables, such as `redis-info`; `greeting` where nothing had to be asked
/// @param excerpt the beginning of what answered it, as visible text: of [#MOST_EXCERPT] characters at most
/// @param names the first names of what was listed, such as those of databases, as visible text; at most [#MOST_NAMES]
public record AccessAnswer(String question, Outcome outcome, String excerpt, List<String> names) {

    /// Enough to see by what kind of text it is proved, too little to leak what the service holds.
    public static final int MOST_EXCERPT = 160;

    /// A few tell whether it matters.
    public static final int MOST_NAMES = 5;

    private static final int MOST_OF_A_NAME = 80;

    /// How it ended. Four different facts.
    public enum Outcome {
        /// It answered what is for its users.
        OPEN,
        /// It wants to know first who asks.
        NEEDS_AUTHENTICATION,
        /// It says no, to this address or to this question.
        REFUSED,
        /// It said nothing, or nothing that tells.
        UNKNOWN;

        /// The same without the reason of a refusal.
        public ServiceIdentity.Access access() {
            return switch (this) {
                case OPEN -> ServiceIdentity.Access.OPEN;
                case NEEDS_AUTHENTICATION, REFUSED -> ServiceIdentity.Access.RESTRICTED;
                case UNKNOWN -> ServiceIdentity.Access.UNKNOWN;
            };
        }
    }

    public AccessAnswer {
        names = List.copyOf(names);
    }

    /// An answer of foreign text, cut and made visible.
    public static AccessAnswer of(String question, Outcome outcome, String answer, List<String> names) {
        return new AccessAnswer(
                question,
                outcome,
                Text.visible(answer, MOST_EXCERPT),
                names.stream()
                        .limit(MOST_NAMES)
                        .map(name -> Text.visible(name, MOST_OF_A_NAME))
                        .toList());
    }

    /// True when it answered what is for its users.
    public boolean isOpen() {
        return outcome == Outcome.OPEN;
    }
}
