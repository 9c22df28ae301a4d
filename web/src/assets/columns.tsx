import { Text } from '@mantine/core';
import type { AssetRow } from '../api/types';
import type { Column } from '../table/column';
import { SeverityCounts } from '../ui/Level';
import { middle, visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { AssetLink } from './AssetLink';
import { Score } from './Score';

const NONE = <span className="muted">–</span>;

/** What the list of assets can show. */
export const ASSET_COLUMNS: Column<AssetRow>[] = [
  { id: 'asset', label: 'Asset', sort: 'asset_value', width: 230, cell: (asset) => <NameCell asset={asset} /> },
  { id: 'type', label: 'Type', sort: 'asset_type', width: 110, isExtra: true, cell: (asset) => words(asset.asset_type) },
  {
    id: 'risk',
    label: 'Risk',
    sort: 'risk_score',
    width: 220,
    cell: (asset) => <Score score={asset.risk_score} level={asset.risk_level} />,
  },
  {
    id: 'findings',
    label: 'Open findings',
    sort: 'open_findings',
    width: 150,
    cell: (asset) => <SeverityCounts counts={asset.open_findings_by_severity} />,
  },
  { id: 'technologies', label: 'Technology', width: 200, isExtra: true, cell: (asset) => several(asset.technologies, 2) },
  { id: 'ports', label: 'Open ports', width: 130, cell: (asset) => several(asset.open_ports.map(String), 5) },
  { id: 'http', label: 'HTTP', sort: 'http_status', width: 66, cell: (asset) => asset.http_status ?? NONE },
  {
    id: 'certificate',
    label: 'Certificate',
    sort: 'ssl_days_until_expiry',
    width: 120,
    cell: (asset) => certificate(asset) ?? NONE,
  },
  {
    id: 'seen',
    label: 'Last seen',
    sort: 'last_scanned_at',
    width: 120,
    cell: (asset) => <Time at={asset.last_scanned_at} />,
  },
  {
    id: 'discovered',
    label: 'First seen',
    sort: 'discovered_at',
    width: 130,
    isExtra: true,
    cell: (asset) => <Time at={asset.discovered_at} />,
  },
  { id: 'domain', label: 'Domain', width: 160, isExtra: true, cell: (asset) => <span className="mono">{asset.parent_domain}</span> },
  { id: 'title', label: 'Title', width: 220, isExtra: true, cell: (asset) => (asset.title === null ? NONE : visible(asset.title)) },
  { id: 'tags', label: 'Tags', width: 150, isExtra: true, cell: (asset) => several(asset.tags, 3) },
  { id: 'owner', label: 'Owner', width: 130, isExtra: true, cell: (asset) => (asset.owner === null ? NONE : visible(asset.owner)) },
  { id: 'state', label: 'State', width: 100, isExtra: true, cell: (asset) => words(asset.state) },
];

function NameCell({ asset }: { asset: AssetRow }) {
  return (
    <>
      <AssetLink asset={asset} />
      <span className="under">
        {asset.state === 'stale' ? 'not found by the last scan' : asset.ip_addresses.join(', ') || 'no address'}
      </span>
    </>
  );
}

function several(values: readonly string[], most: number) {
  if (values.length === 0) {
    return NONE;
  }
  const more = values.length - most;
  return (
    <span title={values.map(visible).join(', ')}>
      {values.slice(0, most).map(visible).join(', ')}
      {more > 0 && <span className="muted"> and {more} more</span>}
    </span>
  );
}

/** How long the certificate lasts, in words; undefined where none was seen. */
export function certificate(asset: Pick<AssetRow, 'ssl_cert_valid' | 'ssl_days_until_expiry'>): string | undefined {
  if (asset.ssl_cert_valid === null || asset.ssl_days_until_expiry === null) {
    return undefined;
  }
  if (asset.ssl_days_until_expiry < 0) {
    return `expired ${-asset.ssl_days_until_expiry} days ago`;
  }
  return `${asset.ssl_cert_valid ? '' : 'not valid, '}${asset.ssl_days_until_expiry} days left`;
}

/** An asset where there is little room. */
export function AssetCard({ asset }: { asset: AssetRow }) {
  const rest = [
    asset.open_ports.length > 0 ? `ports ${asset.open_ports.slice(0, 5).join(', ')}` : '',
    asset.http_status === null ? '' : `HTTP ${asset.http_status}`,
    certificate(asset) ?? '',
  ].filter((part) => part !== '');
  return (
    <>
      <div>
        <AssetLink asset={asset} />
        {asset.title && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {visible(middle(asset.title, 80))}
          </Text>
        )}
      </div>
      <Score score={asset.risk_score} level={asset.risk_level} />
      <SeverityCounts counts={asset.open_findings_by_severity} />
      {rest.length > 0 && (
        <Text size="xs" c="dimmed">
          {rest.join(' · ')}
        </Text>
      )}
    </>
  );
}
