import { Button, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useReducer } from 'react';
import type { AssetRow } from '../api/types';
import { FirstScan } from '../scans/FirstScan';
import { shown } from '../table/column';
import { ColumnsMenu } from '../table/ColumnsMenu';
import { DataTable } from '../table/DataTable';
import { ExportMenu, type Format } from '../table/ExportMenu';
import { FilterChips, type FilterName, isFiltered } from '../table/FilterChips';
import { BulkBar, ListStates } from '../table/ListStates';
import { changed, split } from '../table/parameters';
import { neighbours } from '../table/neighbours';
import { isMarked, marked, NONE, select } from '../table/selection';
import { SearchBox } from '../table/SearchBox';
import { type Rows, useRows, useSight } from '../table/useRows';
import { ViewsMenu } from '../table/ViewsMenu';
import { PageHead } from '../ui/PageHead';
import { plural, visible, words } from '../ui/text';
import { assetsApi } from './api';
import { AssetActions } from './AssetActions';
import { AssetFacets } from './AssetFacets';
import { AssetPreview } from './AssetPreview';
import { AssetRowMenu } from './AssetRowMenu';
import { AssetsMenu } from './AssetsMenu';
import { ASSET_COLUMNS, AssetCard } from './columns';
import { NewerRows } from './NewerRows';
import { assetFilter, type AssetSearch, USUAL_SORT } from './search';

const FILTERS: FilterName[] = [
  { name: 'search', label: 'Contains' },
  { name: 'risk_level', label: 'Level', several: true },
  { name: 'asset_type', label: 'Type', several: true, say: words },
  { name: 'state', label: 'State', several: true },
  { name: 'severity', label: 'Has findings', several: true },
  { name: 'parent_domain', label: 'Domain', several: true },
  { name: 'technology', label: 'Technology', several: true },
  { name: 'tag', label: 'Tag', several: true },
  { name: 'country', label: 'Country', several: true },
  { name: 'asn', label: 'Network', several: true, say: (asn) => `AS${asn}` },
  { name: 'ip', label: 'Address' },
  { name: 'finding_type', label: 'Has the finding', several: true },
  { name: 'open_port', label: 'Port' },
  { name: 'min_score', label: 'Score from' },
  { name: 'max_score', label: 'Score to' },
  { name: 'has_findings', label: 'With findings', say: (value) => (value === 'true' ? 'yes' : 'no') },
  { name: 'scan_id', label: 'Seen by the scan' },
  { name: 'discovered_after', label: 'First seen from' },
  { name: 'discovered_before', label: 'First seen before' },
  { name: 'scanned_after', label: 'Looked at from' },
  { name: 'scanned_before', label: 'Looked at before' },
  { name: 'cert_expires_before', label: 'Certificate ends before' },
];

/** All assets, ranked by risk; what is shown stands in the address. */
export function AssetsPage() {
  const search: AssetSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const hasRoom = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const [isFolded, fold] = useDisclosure(!hasRoom);
  const filter = assetFilter(search);
  const sort = search.sort ?? USUAL_SORT;
  const rows = useRows<AssetRow>(['assets', 'list', filter, sort], (page, signal) => assetsApi.page(filter, sort, page, signal));
  const hasFilter = isFiltered(FILTERS, search);
  const all = useQuery({ queryKey: ['assets', 'total'], queryFn: assetsApi.total, enabled: hasFilter });
  const change = (change: AssetSearch) =>
    void navigate({ to: '/assets', search: changed(search, change), replace: true, resetScroll: false });
  const open = (asset: AssetRow) => void navigate({ to: '/assets/$assetId', params: { assetId: asset.asset_id } });
  const columns = shown(ASSET_COLUMNS, search.columns);
  const [selection, mark] = useReducer(select, NONE);
  const narrow = (change_: AssetSearch) => {
    mark({ type: 'clear' });
    change(change_);
  };
  /** The ids of the marked assets, up to as many as one request may name. */
  const gather = async (): Promise<string[]> =>
    selection.all
      ? (await assetsApi.ids(filter, rows.total ?? 0)).filter((id) => isMarked(selection, id))
      : [...selection.ids];
  const count = marked(selection, rows.total ?? 0);
  return (
    <>
      <PageHead title="Assets">
        <NewerRows filter={filter} shown={rows.total} />
        <Text aria-live="polite">{rows.total === undefined ? '' : plural(rows.total, 'asset')}</Text>
      </PageHead>
      <Group mb="sm" gap="sm" justify="space-between">
        <Group gap="sm">
          <SearchBox
            label="Search assets"
            placeholder="Names, addresses, titles, technologies"
            value={search.search}
            onChange={(text) => narrow({ search: text })}
          />
          <Button variant="default" size="sm" onClick={fold.toggle} aria-expanded={!isFolded}>
            Filters
          </Button>
        </Group>
        <Group gap="sm">
          <ColumnsMenu list="Assets" columns={ASSET_COLUMNS} wanted={search.columns} onChange={(columns) => change({ columns })} />
          <ViewsMenu list="assets" path="/assets" search={search} />
          <ExportMenu formats={formats(filter, sort, search)} count={rows.total} isFiltered={hasFilter} />
          <AssetsMenu domain={onlyDomain(search)} />
        </Group>
      </Group>
      {rows.total !== 0 && (
        <div className="chip-line">
          <FilterChips filters={FILTERS} search={search} change={narrow} />
        </div>
      )}
      <div className={isFolded ? 'with-facets is-folded' : 'with-facets'}>
        {!isFolded && <AssetFacets search={search} change={narrow} />}
        <div>
          <BulkBar
            count={count}
            total={rows.total ?? 0}
            isAll={selection.all}
            all={() => mark({ type: 'all' })}
            clear={() => mark({ type: 'clear' })}
          >
            <AssetActions count={count} gather={gather} done={() => mark({ type: 'clear' })} />
          </BulkBar>
          <ListStates
            rows={rows}
            what="assets"
            filters={FILTERS}
            search={search}
            change={narrow}
            all={all.data}
            empty={<FirstScan />}
          >
            <DataTable
              name="Assets"
              rows={rows}
              columns={columns}
              idOf={(asset) => asset.asset_id}
              labelOf={(asset) => visible(asset.asset_value)}
              card={(asset) => <AssetCard asset={asset} />}
              sort={sort}
              onSort={(next) => change({ sort: next === USUAL_SORT ? '' : next })}
              marks={{ selection, mark }}
              clear={() => mark({ type: 'clear' })}
              open={open}
              preview={(asset) => change({ preview: asset.asset_id })}
              menu={(asset) => <AssetRowMenu asset={asset} />}
              openId={search.preview}
            />
          </ListStates>
        </div>
      </div>
      <ListPreview rows={rows} assetId={search.preview} show={(preview) => change({ preview })} />
    </>
  );
}

/** The preview of one of the list's assets, from which one goes on to those beside it. */
function ListPreview(props: { rows: Rows<AssetRow>; assetId: string | undefined; show: (assetId: string) => void }) {
  const { rows, assetId, show } = props;
  const sight = useSight(rows);
  const beside = assetId === undefined ? undefined : neighbours(rows, (asset) => asset.asset_id === assetId);
  const place = beside?.place;
  useEffect(() => {
    if (place !== undefined) {
      sight.show(place - 1, place + 1);
    }
  }, [place, sight.show]);
  const to = (asset: AssetRow | undefined) => asset && (() => show(asset.asset_id));
  return (
    <AssetPreview
      assetId={assetId}
      close={() => show('')}
      steps={beside && { before: to(beside.before), after: to(beside.after) }}
    />
  );
}

/** The domain that the list is narrowed down to, where it is one. */
function onlyDomain(search: AssetSearch): string | undefined {
  return split(search.parent_domain).length === 1 ? search.parent_domain : undefined;
}

function formats(filter: Record<string, string>, sort: string, search: AssetSearch): Format[] {
  const list = (format: string, label: string): Format => ({ label, path: '/api/assets/export', query: { ...filter, sort, format } });
  const domain = onlyDomain(search);
  return [
    list('csv', 'CSV, for spreadsheets'),
    list('json', 'JSON'),
    list('jsonl', 'JSON lines'),
    list('sarif', 'SARIF, for code scanning pages'),
    list('pdf', 'PDF'),
    {
      label: domain === undefined ? 'Detailed PDF of all' : `Detailed PDF of ${domain}`,
      path: '/api/assets/export-detailed-report',
      query: { domain, risk_level: filter['risk_level'] },
    },
  ];
}
