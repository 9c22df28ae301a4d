import { Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AssetDetail } from '../api/types';
import { Level } from '../ui/Level';
import { sourceName, visible, words } from '../ui/text';
import { Wide } from '../ui/Wide';
import { type HeaderLine, headerLines } from './headers';

/** Open ports with what was heard there. */
export function Ports({ asset }: { asset: AssetDetail }) {
  if (asset.ports.length === 0) {
    return <Text c="dimmed">No open port was seen.</Text>;
  }
  const shown = asset.ports.slice(0, 30);
  return (
    <>
      <Wide label="Open ports">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Port</Table.Th>
              <Table.Th>Service</Table.Th>
              <Table.Th>Product</Table.Th>
              <Table.Th>What it says</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((port) => (
              <Table.Tr key={`${port.address} ${port.port}`}>
                <Table.Td className="mono">
                  {port.address} {port.port}/{port.protocol}
                </Table.Td>
                <Table.Td>{port.service || <span className="muted">not recognised</span>}</Table.Td>
                <Table.Td>{visible([port.product, port.version].filter(Boolean).join(' '))}</Table.Td>
                <Table.Td className="mono">{port.banner === null ? '' : visible(port.banner).slice(0, 200)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {asset.ports.length > shown.length && (
        <Text size="sm" c="dimmed">
          and {asset.ports.length - shown.length} more: this host accepts connections on everything
        </Text>
      )}
    </>
  );
}

/** What the host was seen to run or to use. */
export function Technologies({ asset }: { asset: AssetDetail }) {
  if (asset.technologies.length === 0) {
    return <Text c="dimmed">Nothing was recognised.</Text>;
  }
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {asset.technologies.map((technology) => (
        <li key={technology}>{visible(technology)}</li>
      ))}
    </ul>
  );
}

/** The certificate chain as it was sent. */
export function Certificates({ asset }: { asset: AssetDetail }) {
  const tls = asset.ssl_cert_info;
  if (!tls) {
    return <Text c="dimmed">No TLS was seen.</Text>;
  }
  return (
    <Stack gap="sm">
      <Text size="sm">
        {tls.protocols.join(', ')} with {tls.cipher}. {tls.valid ? 'A browser would accept it.' : 'A browser would warn.'} Trust:{' '}
        {words(tls.trust).toLowerCase()} ({tls.trust_store}).
        {!tls.hostname_matches && ' The certificate is not for this name.'}
      </Text>
      {tls.weak_ciphers.length > 0 && (
        <Text size="sm">
          Weak ciphers that it takes: <span className="mono">{tls.weak_ciphers.map(visible).join(', ')}</span>
        </Text>
      )}
      {asset.tls_grades.map((server) => (
        <Text size="sm" key={server.evidence}>
          <b>{server.grade}</b> on <span className="mono">{visible(`${server.address} port ${server.port}`)}</span>
          {server.grade !== server.grade_without_trust && ` (${server.grade_without_trust} without trust problems)`}
          {server.profile === 'none' ? '' : `, meets Mozilla’s ${server.profile} profile`}
          {server.reasons.length > 0 && `: ${server.reasons.map(visible).join('; ')}`}
        </Text>
      ))}
      {tls.chain.map((certificate, index) => (
        <div key={certificate.sha256} className="panel">
          <Text size="sm" fw={600}>
            {index === 0 ? 'The host’s own' : `Issuer ${index}`}
          </Text>
          <Text size="sm" className="mono">
            {visible(certificate.subject)}
          </Text>
          <Text size="sm">issued by {visible(certificate.issuer)}</Text>
          <Text size="sm">
            {index > 0 && `${certificate.not_before.slice(0, 10)} to ${certificate.not_after.slice(0, 10)}, `}
            {certificate.key_algorithm} {certificate.key_bits} bits,{' '}
            {certificate.signature_algorithm}
          </Text>
          {index === 0 && <Validity from={certificate.not_before} to={certificate.not_after} daysLeft={tls.days_until_expiry} />}
          {index === 0 && (
            <Text size="sm">
              Names: <span className="mono">{certificate.names.slice(0, 8).map(visible).join(', ')}</span>
              {certificate.name_count > 8 && ` and ${certificate.name_count - 8} more`}
            </Text>
          )}
        </div>
      ))}
    </Stack>
  );
}

const DAY_MS = 86_400_000;

/** How much of the time for which a certificate holds is gone. */
function Validity({ from, to, daysLeft }: { from: string; to: string; daysLeft: number }) {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  const gone = Math.min(100, Math.max(0, (100 * (days - daysLeft)) / Math.max(1, days)));
  const state = daysLeft < 0 ? ' is-over' : daysLeft < 30 ? ' is-short' : '';
  return (
    <div className={`validity${state}`}>
      <div className="validity-lane" aria-hidden="true">
        <div className="validity-gone" style={{ width: `${gone}%` }} />
      </div>
      <div className="validity-ends">
        <span>{from.slice(0, 10)}</span>
        <span>
          {daysLeft < 0 ? `over for ${-daysLeft} days` : `${daysLeft} of ${days} days left`}
        </span>
        <span>{to.slice(0, 10)}</span>
      </div>
    </div>
  );
}

/** Redirects and the headers as they were sent, the protections among them, with what was found of each. */
export function Web({ asset }: { asset: AssetDetail }) {
  const http = asset.http_info;
  if (!http) {
    return <Text c="dimmed">Nothing answered over HTTP.</Text>;
  }
  return (
    <Stack gap="sm">
      <ol style={{ margin: 0, paddingLeft: 20 }}>
        {http.redirect_chain.map((hop, index) => (
          <li key={index} className="mono">
            {hop.status} {visible(hop.url)}
            {hop.location !== null && ` → ${visible(hop.location)}`}
          </li>
        ))}
      </ol>
      {asset.http_security_headers_score !== null && (
        <Text size="sm">Protection by headers: {asset.http_security_headers_score} of 100.</Text>
      )}
      <Wide label="Headers">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Header</Table.Th>
              <Table.Th>Value</Table.Th>
              <Table.Th>Verdict</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {headerLines(http, asset.security_findings).map((line) => (
              <Table.Tr key={line.key}>
                <Table.Td className="mono">{visible(line.name)}</Table.Td>
                {line.value === null ? (
                  <Table.Td>
                    <span className="muted">not sent</span>
                  </Table.Td>
                ) : (
                  <Table.Td className="mono">{visible(line.value)}</Table.Td>
                )}
                <Table.Td>
                  <Verdict asset={asset} line={line} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Stack>
  );
}

/** What was found of a header. That nothing was is said of protections only, and only where the page was judged. */
function Verdict({ asset, line }: { asset: AssetDetail; line: HeaderLine }) {
  if (line.findings.length > 0) {
    return line.findings.map((finding) => (
      <div key={finding.finding_id}>
        <Level value={finding.severity} />{' '}
        <Link to="/findings" search={{ open: finding.finding_id, asset_id: asset.asset_id, state: 'all' }}>
          {finding.title}
        </Link>
      </div>
    ));
  }
  const isInOrder = line.protects && line.value !== null && asset.http_security_headers_score !== null;
  return isInOrder ? 'in order' : <span className="muted">–</span>;
}

/** What DNS said of the name. */
export function Records({ asset }: { asset: AssetDetail }) {
  const present = Object.entries(asset.dns_records).filter(([, values]) => values.length > 0);
  if (present.length === 0) {
    return <Text c="dimmed">No records.</Text>;
  }
  return (
    <Table>
      <Table.Tbody>
        {present.map(([type, values]) => (
          <Table.Tr key={type}>
            <Table.Th scope="row">{type}</Table.Th>
            <Table.Td className="mono">
              {values.map((value) => (
                <div key={value}>{visible(value)}</div>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What was looked at and what was not: "not looked at" is never drawn as clean. */
export function Coverage({ asset }: { asset: AssetDetail }) {
  return (
    <Table>
      <Table.Tbody>
        {asset.coverage.map((entry) => (
          <Table.Tr key={entry.probe}>
            <Table.Th scope="row">{words(entry.probe)}</Table.Th>
            <Table.Td>
              {entry.outcome === 'ok' ? 'looked at' : <span className="not-tested">{words(entry.outcome).toLowerCase()}</span>}
              {entry.detail && <span className="muted"> ({visible(entry.detail)})</span>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The path by which the host was found. */
export function Discovery({ asset }: { asset: AssetDetail }) {
  return (
    <ol style={{ margin: 0, paddingLeft: 20 }}>
      {asset.discovery_path.map((step, index) => (
        <li key={index}>
          {sourceName(step.source)}: {visible(step.detail)}
        </li>
      ))}
    </ol>
  );
}
