package io.reconai.server.identity;

import io.reconai.server.mail.Errand;
import io.reconai.server.mail.Letter;
import io.reconai.server.mail.Mail;
import io.reconai.server.mail.MailWriter;
import io.reconai.server.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Mails about accounts. Here, away from the requests, it is found out whether an address has one; what is said
/// about an account goes to the address that the account has, never to the one that was typed.
@ApplicationScoped
class AccountLetters implements MailWriter {

    static final String REGISTRATION = "account.registration";
    static final String CONFIRM = "account.confirm";
    static final String RESET = "account.reset";
    static final String PASSWORD_CHANGED = "account.password_changed";

    static final String SECOND_FACTOR_ADDED = "account.second_factor_added";
    static final String SECOND_FACTOR_REMOVED = "account.second_factor_removed";

    static final String UID = "uid";
    static final String EMAIL = "email";

    private static final Set<String> KINDS =
            Set.of(REGISTRATION, CONFIRM, RESET, PASSWORD_CHANGED, SECOND_FACTOR_ADDED, SECOND_FACTOR_REMOVED);

    private final AccountStore accounts;
    private final Links links;

    AccountLetters(AccountStore accounts, Links links) {
        this.accounts = accounts;
        this.links = links;
    }

    @Override
    public boolean knows(String kind) {
        return KINDS.contains(kind);
    }

    @Override
    public Optional<Mail> write(Errand errand) {
        return switch (errand.kind()) {
            case REGISTRATION -> Optional.of(registration(errand));
            case CONFIRM ->
                account(errand).filter(account -> !account.isVerified()).map(this::confirm);
            case RESET -> accounts.findByEmail(errand.address()).map(this::reset);
            case PASSWORD_CHANGED -> account(errand).map(this::passwordChanged);
            case SECOND_FACTOR_ADDED -> account(errand).map(account -> secondFactor(account, "added"));
            case SECOND_FACTOR_REMOVED -> account(errand).map(account -> secondFactor(account, "removed"));
            default -> Optional.empty();
        };
    }

    private Optional<Account> account(Errand errand) {
        return accounts.find(errand.details().getOrDefault(UID, ""));
    }

    private Mail registration(Errand errand) {
        return accounts.findByEmail(errand.address())
                .map(this::alreadyThere)
                .orElseGet(() -> welcome(errand.address(), errand.details()));
    }

    /// Nothing that the person who registered typed is in it but the address: anybody can type anybody's.
    private Mail welcome(String email, Map<String, String> details) {
        return Letter.to(email, "Confirm your address for ReconAI")
                .paragraph("Somebody, presumably you, wants to use ReconAI with this e-mail address.")
                .link(
                        "Confirm the address",
                        links.make(Link.Purpose.REGISTRATION, email.toLowerCase(Locale.ROOT), details, "/verify-email"))
                .paragraph("The link counts once, for one day. If it was not you, do nothing: no account will be made.")
                .mail();
    }

    private Mail alreadyThere(Account account) {
        return Letter.to(account.email(), "You have a ReconAI account")
                .paragraph(
                        "Somebody, presumably you, tried to register with this e-mail address, which has an account.")
                .link("Sign in", links.page("/signin"))
                .link("Set a new password", links.page("/forgot"))
                .paragraph("If it was not you, there is nothing to do.")
                .mail();
    }

    private Mail confirm(Account account) {
        return Letter.to(account.email(), "Confirm your address for ReconAI")
                .paragraph("Confirm that this e-mail address is yours.")
                .link(
                        "Confirm the address",
                        links.make(Link.Purpose.EMAIL, account.uid(), Map.of(EMAIL, account.email()), "/verify-email"))
                .paragraph("The link counts once, for one day.")
                .mail();
    }

    private Mail reset(Account account) {
        return Letter.to(account.email(), "A new password for ReconAI")
                .paragraph("Somebody, presumably you, forgot the password of this ReconAI account.")
                .link(
                        "Set a new password",
                        links.make(Link.Purpose.PASSWORD_RESET, account.uid(), Map.of(), "/reset-password"))
                .paragraph("The link counts once, for one hour. If it was not you, do nothing: the password stays.")
                .mail();
    }

    private Mail passwordChanged(Account account) {
        return Letter.to(account.email(), "Your ReconAI password was changed")
                .paragraph("The password of this ReconAI account was changed, and other sign-ins were ended.")
                .link("If it was not you, set a new password now", links.page("/forgot"))
                .mail();
    }

    private Mail secondFactor(Account account, String change) {
        return Letter.to(account.email(), "The second factor of your ReconAI account was " + change)
                .paragraph("Codes of an app beside the password were " + change + " for this ReconAI account.")
                .link("If it was not you, set a new password now", links.page("/forgot"))
                .mail();
    }
}
