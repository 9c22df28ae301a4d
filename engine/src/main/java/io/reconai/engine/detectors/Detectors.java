package io.reconai.engine.detectors;

import io.reconai.engine.technologies.VulnerableLibraries;
import io.reconai.engine.tls.PublicRoots;
import java.util.List;

/// Every detector there is.
public final class Detectors {

    private static final List<Detector> ALL = List.of(
            new SpfDetector(),
            new DmarcDetector(),
            new MailTransportDetector(),
            new MailExchangerDetector(),
            new CaaDetector(),
            new DnssecDetector(),
            new NameServerDetector(),
            new ZoneTransferDetector(),
            new SoaDetector(),
            new WildcardDetector(),
            new AliasDetector(),
            new AddressDetector(),
            new DomainRegistrationDetector(),
            new CertificateDetector(),
            new ChainDetector(),
            new RevocationDetector(),
            new CertificateNamesDetector(),
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
            new DirectoryListingDetector(),
            new HoneypotDetector(),
            new DataStoreDetector(),
            new ControlPlaneDetector(),
            new DashboardDetector(),
            new RemoteDesktopDetector(),
            new RemoteShellDetector(),
            new FileServiceDetector(),
            new MessageBrokerDetector(),
            new DevicePanelDetector(),
            new VulnerableLibraryDetector(VulnerableLibraries.shipped()),
            new BreachDetector());

    private Detectors() {}

    /// All detectors, in the order in which their findings are listed.
    public static List<Detector> all() {
        return ALL;
    }
}
