import { Panel } from '../../ui/Panel';
import { Addresses, Leaks, Registration } from '../Around';
import { MailRules } from '../MailRules';
import { Certificates, Ports, Records, Technologies, Web } from '../Observed';
import { SiteInfo } from '../SiteInfo';
import { useSeen } from '../useAsset';

/** Where it is and what answers there. */
export function NetworkTab() {
  const asset = useSeen();
  return (
    <>
      <Panel title="Addresses">
        <Addresses asset={asset} />
      </Panel>
      <Panel title="Ports">
        <Ports asset={asset} />
      </Panel>
      {asset.asset_type === 'domain' && (
        <Panel title="Registration">
          <Registration asset={asset} />
        </Panel>
      )}
    </>
  );
}

/** How it encrypts, and who vouches for it. */
export function TlsTab() {
  return (
    <Panel title="TLS">
      <Certificates asset={useSeen()} />
    </Panel>
  );
}

/** What a visitor's browser meets. */
export function WebTab() {
  const asset = useSeen();
  return (
    <>
      <Panel title="Web">
        <Web asset={asset} />
      </Panel>
      <Panel title="Technologies">
        <Technologies asset={asset} />
      </Panel>
      <Panel title="Site">
        <SiteInfo asset={asset} />
      </Panel>
    </>
  );
}

/** What DNS says of it. */
export function DnsTab() {
  const asset = useSeen();
  return (
    <>
      <Panel title="Records">
        <Records asset={asset} />
      </Panel>
      <Panel title="Mail in its name">
        <MailRules asset={asset} />
      </Panel>
    </>
  );
}

/** What leaked of it. */
export function BreachesTab() {
  const asset = useSeen();
  return (
    <Panel title="Breaches">
      {asset.asset_type === 'domain' ? (
        <Leaks asset={asset} />
      ) : (
        <p className="muted">Leaks are known by domain: they are on the page of {asset.parent_domain}.</p>
      )}
    </Panel>
  );
}
