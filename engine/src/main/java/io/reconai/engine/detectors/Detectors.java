package io.reconai.engine.detectors;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Trust;
import io.reconai.engine.detectors.exposure.ExposureDetectors;
import io.reconai.engine.releases.ReleaseTable;
import io.reconai.engine.takeover.DnsProviders;
import io.reconai.engine.takeover.Services;
import io.reconai.engine.technologies.VulnerableLibraries;
import io.reconai.engine.tls.CaaIdentifiers;
import io.reconai.engine.tls.PublicRoots;
import java.util.List;
import java.util.stream.Stream;

/// Every detector there is.
public final class Detectors {

    private static final AliasTakeoverDetector ALIAS_TAKEOVER = new AliasTakeoverDetector(Services.shipped());

    private static final NameServerTakeoverDetector NAME_SERVER_TAKEOVER =
            new NameServerTakeoverDetector(DnsProviders.shipped());

    private static final List<Detector> OWN = List.of(
            new SpfDetector(),
            new DmarcDetector(),
            new DmarcReportDetector(),
            new DkimDetector(),
            new MailTransportDetector(),
            new MtaStsDetector(),
            new DaneDetector(),
            new DaneServerDetector(),
            new BimiDetector(),
            new MailExchangerDetector(),
            new CaaDetector(),
            new CaaIssuerDetector(CaaIdentifiers.shipped()),
            new DnssecDetector(),
            new DnssecStrengthDetector(),
            new DnssecRecordsDetector(),
            new NameServerDetector(NAME_SERVER_TAKEOVER),
            new NameServerSpreadDetector(),
            new NameServerAnswersDetector(),
            new ZoneVersionDetector(),
            new DelegationDetector(),
            new ZoneTransferDetector(),
            new OpenResolverDetector(),
            new SoaDetector(),
            new VerificationTokenDetector(),
            new WildcardDetector(),
            new AliasDetector(ALIAS_TAKEOVER),
            ALIAS_TAKEOVER,
            NAME_SERVER_TAKEOVER,
            new ReliedDomainDetector(),
            new BucketDetector(),
            new AddressDetector(),
            new DomainRegistrationDetector(),
            new CertificateDetector(),
            new ChainDetector(),
            new RevocationDetector(),
            new CertificateNamesDetector(),
            new SharedKeyDetector(),
            new PublicCertificateDetector(PublicRoots.shipped()),
            new TlsVersionDetector(),
            new TlsSuiteDetector(),
            new TlsFeatureDetector(),
            new StartTlsDetector(),
            new HstsDetector(),
            new RedirectDetector(),
            new PlainHttpDetector(),
            new PageGateDetector(),
            new ContentSecurityPolicyDetector(),
            new FramingDetector(),
            new ContentTypeOptionsDetector(),
            new ReferrerPolicyDetector(),
            new PermissionsPolicyDetector(),
            new XssProtectionDetector(),
            new DisclosureDetector(),
            new InternalAddressDetector(),
            new CrossOriginIsolationDetector(),
            new CrossOriginSharingDetector(),
            new TraceMethodDetector(),
            new CleartextUpgradeDetector(),
            new HttpVersionDetector(),
            new DeadHeaderDetector(),
            new SharedCacheDetector(),
            new CookieDetector(),
            new MixedContentDetector(),
            new SubresourceIntegrityDetector(),
            new SecurityTxtDetector(),
            new DirectoryListingDetector(),
            new DebugPageDetector(),
            new StackTraceDetector(),
            new HoneypotDetector(),
            new DataStoreDetector(),
            new ControlPlaneDetector(),
            new DashboardDetector(),
            new RemoteDesktopDetector(),
            new RemoteShellDetector(),
            new FileServiceDetector(),
            new PlaintextLoginDetector(),
            new UnexpectedServiceDetector(),
            new MessageBrokerDetector(),
            new DevicePanelDetector(),
            new VulnerableLibraryDetector(VulnerableLibraries.shipped()),
            new OutdatedSoftwareDetector(ReleaseTable.shipped()),
            new CmsLoginDetector(),
            new BreachDetector());

    private static final List<Detector> ALL =
            Stream.concat(OWN.stream(), ExposureDetectors.all().stream()).toList();

    private Detectors() {}

    /// Whether others could claim a name of the host, for all that was seen of it: then it matters what the scanned
    /// domain gives to such names. Cheap for the many hosts of which nothing points elsewhere.
    public static boolean seesTakeover(Evidence evidence) {
        var isZoneBelow =
                !evidence.host().isApex() && !DnsFacts.direct(evidence, "SOA").isEmpty();
        return sees(ALIAS_TAKEOVER, evidence) || (isZoneBelow && sees(NAME_SERVER_TAKEOVER, evidence));
    }

    /// What the host's own answers give to other names of the scanned domain, in order.
    public static List<Trust> trustGiven(Evidence evidence) {
        return TrustGiven.by(evidence);
    }

    private static boolean sees(Detector takeover, Evidence evidence) {
        return takeover.detect(evidence).stream()
                .anyMatch(found -> found.checkId().startsWith("takeover."));
    }

    /// All detectors, in the order in which their findings are listed.
    public static List<Detector> all() {
        return ALL;
    }
}
