import { Button, Chip, Group, Pagination, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client';
import type { AssetRow } from '../api/types';
import type { AssetSearch } from '../app/router';
import { FirstScan } from '../scans/FirstScan';
import { SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { Time } from '../ui/Time';
import { Wide } from '../ui/Wide';
import { AssetLink } from './AssetLink';
import { Score } from './Score';

const PER_PAGE = 50;
const LEVELS = ['critical', 'high', 'medium', 'low'];

const COLUMNS: { field: string; label: string; wide?: boolean }[] = [
  { field: 'asset_value', label: 'Asset' },
  { field: 'risk_score', label: 'Risk' },
  { field: 'open_findings', label: 'Findings' },
  { field: '', label: 'Open ports', wide: true },
  { field: 'http_status', label: 'HTTP', wide: true },
  { field: 'ssl_days_until_expiry', label: 'Certificate', wide: true },
  { field: 'last_scanned_at', label: 'Last seen', wide: true },
];

/** All assets, ranked by risk; what is shown stands in the address. */
export function AssetsPage() {
  const search: AssetSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const sort = search.sort ?? '-risk_score';
  const assets = useQuery({
    queryKey: ['assets', search],
    queryFn: () =>
      api.assets({
        page: search.page ?? 1,
        limit: PER_PAGE,
        sort,
        search: search.search,
        risk_level: search.risk_level,
        severity: search.severity,
      }),
    placeholderData: keepPreviousData,
  });
  const change = (changed: AssetSearch) =>
    void navigate({ to: '/assets', search: clean({ ...search, page: 1, ...changed }), replace: true });
  const isFiltered = Boolean(search.search ?? search.risk_level ?? search.severity);
  const page = assets.data;
  const total = page?.pagination.total_items ?? 0;
  return (
    <>
      <PageHead title="Assets">
        <Text aria-live="polite">{page ? `${total.toLocaleString()} assets` : ''}</Text>
      </PageHead>
      <Filters search={search} change={change} />
      {assets.error && <Problem error={assets.error} again={() => void assets.refetch()} />}
      {!page && !assets.error && <Skeleton h={400} />}
      {page && total === 0 && !isFiltered && <FirstScan />}
      {page && total === 0 && isFiltered && (
        <section className="panel">
          <Text mb="sm">No asset fits these filters.</Text>
          <Button variant="default" onClick={() => void navigate({ to: '/assets', search: {} })}>
            Clear filters
          </Button>
        </section>
      )}
      {page && total > 0 && (
        <>
          <AssetTable rows={page.data} sort={sort} change={change} />
          {page.pagination.total_pages > 1 && (
            <Pagination
              mt="md"
              total={page.pagination.total_pages}
              value={page.pagination.current_page}
              onChange={(number) => change({ page: number })}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
            />
          )}
        </>
      )}
    </>
  );
}

/** Drops what is the default, so that addresses stay short. */
function clean(search: AssetSearch): AssetSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([name, value]) =>
        value !== undefined && value !== '' && !(name === 'page' && value === 1) && !(name === 'sort' && value === '-risk_score'),
    ),
  );
}

function Filters({ search, change }: { search: AssetSearch; change: (changed: AssetSearch) => void }) {
  const [text, setText] = useState(search.search ?? '');
  const apply = useDebouncedCallback((typed: string) => change({ search: typed }), 200);
  return (
    <Group mb="md" gap="sm">
      <TextInput
        aria-label="Search assets"
        placeholder="Search names, addresses, titles"
        w={280}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          apply(event.currentTarget.value.trim());
        }}
      />
      <Chip.Group
        multiple
        value={search.risk_level?.split(',') ?? []}
        onChange={(levels: string[]) => change({ risk_level: levels.join(',') })}
      >
        <Group gap={6} role="group" aria-label="Risk level">
          {LEVELS.map((level) => (
            <Chip key={level} value={level} size="xs">
              {level}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Group>
  );
}

function AssetTable(props: { rows: AssetRow[]; sort: string; change: (changed: AssetSearch) => void }) {
  return (
    <Wide label="Assets" panel>
      <Table className="asset-table" highlightOnHover verticalSpacing="sm">
        <caption className="sr-only">Assets, {props.sort.startsWith('-') ? 'highest' : 'lowest'} first</caption>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Header key={column.label} {...column} {...props} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((asset) => (
            <Row key={asset.asset_id} asset={asset} />
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Header(props: {
  field: string;
  label: string;
  wide?: boolean;
  sort: string;
  change: (changed: AssetSearch) => void;
}) {
  const by = props.sort.replace('-', '');
  const descending = props.sort.startsWith('-');
  const className = props.wide ? 'wide-only' : undefined;
  if (props.field === '') {
    return <Table.Th className={className}>{props.label}</Table.Th>;
  }
  const isCurrent = by === props.field;
  const direction = descending ? 'descending' : 'ascending';
  const next = isCurrent && descending ? props.field : `-${props.field}`;
  return (
    <Table.Th className={className} aria-sort={isCurrent ? direction : 'none'}>
      <button type="button" onClick={() => props.change({ sort: next })}>
        {props.label} <span aria-hidden="true">{isCurrent ? (descending ? '↓' : '↑') : ''}</span>
      </button>
    </Table.Th>
  );
}

function Row({ asset }: { asset: AssetRow }) {
  return (
    <Table.Tr>
      <Table.Td>
        <AssetLink asset={asset} />
        <Text size="xs" c="dimmed">
          {asset.ip_addresses.join(', ') || 'no address'}
          {asset.state === 'stale' && ', not found by the last scan'}
        </Text>
        {asset.title && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {visible(asset.title)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Score score={asset.risk_score} level={asset.risk_level} />
      </Table.Td>
      <Table.Td>
        <SeverityCounts counts={asset.open_findings_by_severity} />
      </Table.Td>
      <Table.Td className="wide-only">{ports(asset.open_ports)}</Table.Td>
      <Table.Td className="wide-only">{asset.http_status ?? <span className="muted">–</span>}</Table.Td>
      <Table.Td className="wide-only">{certificate(asset)}</Table.Td>
      <Table.Td className="wide-only">
        <Time at={asset.last_scanned_at} />
      </Table.Td>
    </Table.Tr>
  );
}

function ports(open: number[]) {
  if (open.length === 0) {
    return <span className="muted">none seen</span>;
  }
  return open.length > 6 ? `${open.slice(0, 6).join(', ')} and ${open.length - 6} more` : open.join(', ');
}

function certificate(asset: AssetRow) {
  if (asset.ssl_cert_valid === null || asset.ssl_days_until_expiry === null) {
    return <span className="muted">–</span>;
  }
  if (asset.ssl_days_until_expiry < 0) {
    return `expired ${-asset.ssl_days_until_expiry} days ago`;
  }
  return `${asset.ssl_cert_valid ? '' : 'not valid, '}${asset.ssl_days_until_expiry} days left`;
}
