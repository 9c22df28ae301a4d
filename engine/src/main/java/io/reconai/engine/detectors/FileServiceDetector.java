package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Shares, transfers of files and directories that are reachable or open: SMB, rsync, FTP and LDAP.
///
/// Nobody signs in: whether FTP lets anonymous visitors in is not tried, since that is a login. rsync is asked for
/// its list of modules and for no file; whether a module wants a password shows only to those who open it. Everybody
/// may read the root entry of a directory (RFC 4512 §5.1); one that gives a stranger the entry where its content
/// begins is open.
final class FileServiceDetector implements Detector {

    private static final Check SMB = OpenService.reachable(
            "service.smb.exposed",
            HIGH,
            "Windows file sharing is reachable from the internet",
            "It is made for local networks; worms came this way, and with version 1 they still do.",
            "Filter port 445 at the border, and switch version 1 off");

    private static final Check RSYNC = OpenService.check(
            "service.rsync.open",
            MEDIUM,
            "rsync lists its modules to everybody",
            "Whoever finds it sees what is copied here, and may often copy it too.");

    private static final Check FTP = OpenService.reachable(
            "service.ftp.exposed",
            LOW,
            "FTP without TLS is reachable from the internet",
            "Passwords and files travel in the clear.",
            "Use SFTP or HTTPS, or let FTP insist on TLS (RFC 4217)");

    private static final Check LDAP = OpenService.check(
            "service.ldap.anonymous",
            MEDIUM,
            "A directory shows entries without a login",
            "Whoever finds it reads names, addresses and structure, which is how attacks on people begin.");

    /// Names of modules that hold more than what is meant for the public.
    private static final Pattern PRIVATE = Pattern.compile(
            "(?:.*[^a-z])?(?:backups?|bak|home|homes|users?|www|web|etc|root|data|db|sql)(?:[^a-z].*)?");

    @Override
    public String id() {
        return "service_file_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SMB, RSYNC, FTP, LDAP);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> judge(fact, evidence));
    }

    private Optional<Finding> judge(Fact fact, Evidence evidence) {
        return switch (fact.service()) {
            case "smb" -> Optional.of(smb(fact, evidence));
            case "rsync" -> fact.isOpen() ? Optional.of(rsync(fact, evidence)) : Optional.empty();
            case "ldap" ->
                fact.isOpen("ldap-entry")
                        ? Optional.of(fact.open(LDAP, id(), evidence, "ldap-entry"))
                        : Optional.empty();
            case "ftp" ->
                fact.isOverTls() || changesToTls(fact, evidence)
                        ? Optional.empty()
                        : Optional.of(fact.reachable(FTP, id(), evidence));
            default -> Optional.empty();
        };
    }

    private Finding smb(Fact fact, Evidence evidence) {
        return fact.isOpen("smb1")
                ? fact.reachable(SMB, id(), evidence, "version 1 is accepted").withSeverity(CRITICAL)
                : fact.reachable(SMB, id(), evidence);
    }

    private Finding rsync(Fact fact, Evidence evidence) {
        var isPrivate = fact.names().stream()
                .anyMatch(name -> PRIVATE.matcher(name.toLowerCase(Locale.ROOT)).matches());
        var finding = fact.open(RSYNC, id(), evidence);
        return isPrivate ? finding.withSeverity(HIGH) : finding;
    }

    private static boolean changesToTls(Fact fact, Evidence evidence) {
        return evidence.tls().stream()
                .anyMatch(seen -> seen.port() == fact.port().port()
                        && seen.address().equals(fact.port().address())
                        && seen.completed().isPresent());
    }
}
