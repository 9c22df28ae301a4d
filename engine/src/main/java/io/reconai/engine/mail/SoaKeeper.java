package io.reconai.engine.mail;

import io.reconai.engine.asset.DomainName;
import java.util.Optional;

/// The mailbox of a zone's keeper as its SOA record has it (RFC 1035 §3.3.13): a name whose first label is the person.
public final class SoaKeeper {

    private SoaKeeper() {}

    /// The domain of a mailbox; a dot of the person's own is no dot between labels but `\046`. Empty where no domain
    /// is left.
    ///
    /// @param mailbox as it is read, such as `hostmaster.example.com`
    public static Optional<DomainName> domain(String mailbox) {
        var dot = mailbox.indexOf('.');
        return dot < 0 ? Optional.empty() : DomainName.parse(mailbox.substring(dot + 1));
    }
}
