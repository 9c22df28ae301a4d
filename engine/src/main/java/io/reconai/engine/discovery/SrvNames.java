package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import java.util.List;

/// Targets of service records (SRV, RFC 2782) of the domain, for the services that are usually announced that way.
public final class SrvNames implements Collector {

    private static final String ID = "dns.srv";

    private static final List<String> SERVICES = List.of(
            "_autodiscover._tcp",
            "_caldav._tcp",
            "_caldavs._tcp",
            "_carddav._tcp",
            "_carddavs._tcp",
            "_cisco-uds._tcp",
            "_collab-edge._tls",
            "_cuplogin._tcp",
            "_etcd-client._tcp",
            "_etcd-server._tcp",
            "_ftp._tcp",
            "_gc._tcp",
            "_h323cs._tcp",
            "_h323ls._udp",
            "_http._tcp",
            "_https._tcp",
            "_imap._tcp",
            "_imaps._tcp",
            "_jabber._tcp",
            "_kerberos._tcp",
            "_kerberos._udp",
            "_kpasswd._tcp",
            "_ldap._tcp",
            "_ldaps._tcp",
            "_ldap._tcp.dc._msdcs",
            "_matrix._tcp",
            "_matrix-fed._tcp",
            "_minecraft._tcp",
            "_mongodb._tcp",
            "_mumble._tcp",
            "_nfs._tcp",
            "_ntp._udp",
            "_pgpkey-http._tcp",
            "_pop3._tcp",
            "_pop3s._tcp",
            "_radsec._tcp",
            "_sip._tcp",
            "_sip._tls",
            "_sip._udp",
            "_sipfederationtls._tcp",
            "_sips._tcp",
            "_smtp._tcp",
            "_ssh._tcp",
            "_stun._tcp",
            "_stun._udp",
            "_stuns._tcp",
            "_submission._tcp",
            "_submissions._tcp",
            "_turn._tcp",
            "_turn._udp",
            "_turns._tcp",
            "_vlmcs._tcp",
            "_x-puppet._tcp",
            "_xmpp-client._tcp",
            "_xmpps-client._tcp",
            "_xmpp-server._tcp",
            "_xmpps-server._tcp");

    private final DnsClient client;
    private final DelegatedZones zones;

    public SrvNames(DnsClient client, DelegatedZones zones) {
        this.client = client;
        this.zones = zones;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) throws InterruptedException {
        var health = new SweepHealth(ID);
        var names = new SourceNames(discovery, ID);
        zones.forEach(discovery, zone -> {
            var questions =
                    SERVICES.stream().map(service -> service + "." + zone).iterator();
            health.add(client.sweep(questions, RecordType.SRV, hit -> hit.data()
                    .forEach(
                            data -> names.hint(data.substring(data.lastIndexOf(' ') + 1), "target of " + hit.name()))));
        });
        return health.health(names.count());
    }
}
