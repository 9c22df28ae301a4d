package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// LDAP directories (RFC 4511): what the root entry tells of the product, and whether strangers may see an entry.
///
/// Everybody may ask for the root entry (RFC 4512 §5.1), so that its answer is a fact only. It names where the
/// directory's content begins; that one entry is then asked for, without its attributes. Whoever gets it may look
/// around without a login.
final class Directory implements Recogniser {

    /// The question for the entry, which has to be made of what was heard.
    static final String ENTRY_QUESTION = "ldap-entry";

    private static final String CONTEXTS_QUESTION = "ldap-contexts";

    private static final Pattern ANSWER = Pattern.compile("(?s)^\\x30.{1,5}\\x02\\x01\\x01[\\x64\\x65]");
    private static final String ENTRY_FOUND = "\2\1\3\144";
    private static final Pattern ENTRY_REFUSED = Pattern.compile("(?s)\\x02\\x01\\x03\\x65.{1,5}\\x0a\\x01(.)");
    private static final String CONTEXTS_FOUND = "\2\1\2\144";

    /// operationsError (of Active Directory), strongerAuthRequired, inappropriateAuthentication,
    /// insufficientAccessRights (RFC 4511 §4.1.9).
    private static final Set<Integer> WANTS_LOGIN = Set.of(1, 8, 48, 50);

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEARCH = 0x63;
    private static final int RESULT_ENTRY = 0x64;
    private static final int CONTEXTS_MESSAGE = 2;

    /// Names are shorter; lengths of one octet will do.
    private static final int LONGEST_CONTEXT = 64;

    @Override
    public Optional<Recognised> read(Heard heard) {
        if (!heard.question().equals("ldap") || !ANSWER.matcher(heard.text()).find()) {
            return Optional.empty();
        }
        var next = heard.text().contains(CONTEXTS_FOUND) ? ENTRY_QUESTION : CONTEXTS_QUESTION;
        var outcome = outcome(heard.text());
        var then = outcome == Outcome.UNKNOWN ? next : "";
        return Optional.of(product(heard.text(), outcome, then));
    }

    private static Recognised product(String text, Outcome outcome, String then) {
        var isActiveDirectory = text.contains("domainFunctionality");
        var isOpenLdap = text.contains("OpenLDAProotDSE");
        var product = isActiveDirectory ? "Active Directory" : isOpenLdap ? "OpenLDAP" : "";
        var cpe = isActiveDirectory ? "microsoft:active_directory" : isOpenLdap ? "openldap:openldap" : "";
        return new Recognised("ldap", product, "", cpe, outcome, Confidence.CERTAIN, then);
    }

    private static Outcome outcome(String text) {
        if (text.contains(ENTRY_FOUND)) {
            return Outcome.OPEN;
        }
        var refused = ENTRY_REFUSED.matcher(text);
        return refused.find() && WANTS_LOGIN.contains((int) refused.group(1).charAt(0))
                ? Outcome.NEEDS_AUTHENTICATION
                : Outcome.UNKNOWN;
    }

    /// The question for the entry where the content begins; empty where none was named.
    static Optional<Question> entry(Heard heard) {
        return context(heard)
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_CONTEXT)
                .map(name -> new Question(ENTRY_QUESTION, Set.of(), search(name)));
    }

    private static Optional<String> context(Heard heard) {
        try {
            var messages = new BerReader(heard);
            var message = messages.enter(SEQUENCE);
            while (message.integer(INTEGER) != CONTEXTS_MESSAGE) {
                message = messages.enter(SEQUENCE);
            }
            var entry = message.enter(RESULT_ENTRY);
            entry.octets(OCTETS);
            var attribute = entry.enter(SEQUENCE).enter(SEQUENCE);
            attribute.octets(OCTETS);
            return Optional.of(attribute.enter(SET).octets(OCTETS));
        } catch (MalformedReplyException none) {
            return Optional.empty();
        }
    }

    /// Base scope, one entry at most, 2 s at most, any object class, no attributes (RFC 4511 §4.5.1.8: `1.1`).
    private static String search(String name) {
        var body = element(OCTETS, name)
                + "\n\1\0" // scope: the base itself
                + "\n\1\0" // aliases are never followed
                + "\2\1\1" // sizeLimit
                + "\2\1\2" // timeLimit
                + "\1\1\0" // attributes with values
                + element(0x87, "objectClass")
                + element(SEQUENCE, element(OCTETS, "1.1"));
        return element(SEQUENCE, "\2\1\3" + element(SEARCH, body));
    }

    private static String element(int tag, String content) {
        return String.valueOf((char) tag) + (char) content.length() + content;
    }
}
