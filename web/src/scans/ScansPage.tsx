import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useReducer } from 'react';
import type { Scan } from '../api/types';
import { shown } from '../table/column';
import { ColumnsMenu } from '../table/ColumnsMenu';
import { DataTable } from '../table/DataTable';
import { FilterChips, type FilterName } from '../table/FilterChips';
import { BulkBar, ListStates } from '../table/ListStates';
import { changed } from '../table/parameters';
import { SearchBox } from '../table/SearchBox';
import { marked, NONE, select } from '../table/selection';
import { useRows } from '../table/useRows';
import { PageHead } from '../ui/PageHead';
import { plural, words } from '../ui/text';
import { scansApi } from './api';
import { startedBy } from './by';
import { ScanCard, SCAN_COLUMNS } from './columns';
import { FirstScan } from './FirstScan';
import { MODES, scanFilter, type ScanSearch, STATUSES, TRIGGERS, TYPES, USUAL_SORT } from './search';

const REFRESH_MS = 5_000;

const FILTERS: FilterName[] = [
  { name: 'domain', label: 'Domain' },
  { name: 'status', label: 'Status', several: true },
  { name: 'mode', label: 'Mode', several: true },
  { name: 'scan_type', label: 'Type', several: true },
  { name: 'trigger', label: 'Started by', several: true, say: startedBy },
];

/** All scans, the newest first; two of them can be compared. */
export function ScansPage() {
  const search: ScanSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = scanFilter(search);
  const sort = search.sort ?? USUAL_SORT;
  const rows = useRows<Scan>(['scans', 'list', filter, sort], (page, signal) => scansApi.page(filter, sort, page, signal), REFRESH_MS);
  const [selection, mark] = useReducer(select, NONE);
  const change = (change: ScanSearch) =>
    void navigate({ to: '/scans', search: changed(search, change), replace: true, resetScroll: false });
  const count = marked(selection, rows.total ?? 0);
  const two = selection.all || count !== 2 ? undefined : [...selection.ids];
  return (
    <>
      <PageHead title="Scans">
        <Text aria-live="polite">{rows.total === undefined ? '' : plural(rows.total, 'scan')}</Text>
      </PageHead>
      <Group mb="sm" gap="sm" justify="space-between">
        <Group gap="sm">
          <SearchBox label="Domain" placeholder="Domain, such as example.com" value={search.domain} onChange={(domain) => change({ domain })} />
          <Choice label="Status" any="Any status" of={STATUSES} value={search.status} onChange={(status) => change({ status })} />
          <Choice label="Mode" any="Any mode" of={MODES} value={search.mode} onChange={(mode) => change({ mode })} />
          <Choice label="Type" any="Any type" of={TYPES} value={search.scan_type} onChange={(scan_type) => change({ scan_type })} />
          <Choice
            label="Started by"
            any="Started by any"
            of={TRIGGERS}
            say={startedBy}
            value={search.trigger}
            onChange={(trigger) => change({ trigger })}
          />
        </Group>
        <ColumnsMenu list="Scans" columns={SCAN_COLUMNS} wanted={search.columns} onChange={(columns) => change({ columns })} />
      </Group>
      {rows.total !== 0 && (
        <div className="chip-line">
          <FilterChips filters={FILTERS} search={search} change={change} />
        </div>
      )}
      <BulkBar count={count} total={0} isAll={selection.all} all={() => undefined} clear={() => mark({ type: 'clear' })}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={two === undefined}
          onClick={() => void navigate({ to: '/changes', search: inOrder(two ?? [], rows.row, rows.total ?? 0) })}
        >
          Compare
        </Button>
        {two === undefined && <Text size="sm">Mark two to compare them</Text>}
      </BulkBar>
      <ListStates rows={rows} what="scans" filters={FILTERS} search={search} change={change} empty={<FirstScan />}>
        <DataTable
          name="Scans"
          rows={rows}
          columns={shown(SCAN_COLUMNS, search.columns)}
          idOf={(scan) => scan.scan_id}
          labelOf={(scan) => `the scan of ${scan.domain} of ${new Date(scan.created_at).toLocaleString('en')}`}
          card={(scan) => <ScanCard scan={scan} />}
          sort={sort}
          onSort={(next) => change({ sort: next === USUAL_SORT ? '' : next })}
          marks={{ selection, mark }}
          clear={() => mark({ type: 'clear' })}
          open={(scan) => void navigate({ to: '/scans/$scanId', params: { scanId: scan.scan_id } })}
        />
      </ListStates>
    </>
  );
}

/** The older of two scans is what the newer is compared with. */
function inOrder(ids: string[], row: (index: number) => Scan | undefined, total: number): { from?: string; to?: string } {
  const found = Array.from({ length: total }, (_, index) => row(index)).filter((scan) => scan !== undefined && ids.includes(scan.scan_id));
  const [from, to] = found.sort((left, right) => ((left?.created_at ?? '') < (right?.created_at ?? '') ? -1 : 1));
  return from && to ? { from: from.scan_id, to: to.scan_id } : {};
}

interface ChoiceProps {
  label: string;
  any: string;
  of: readonly string[];
  say?: (value: string) => string;
  value: string | undefined;
  onChange: (value: string) => void;
}

function Choice({ label, any, of, say = words, value, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={of.includes(value ?? '') ? value : ''}
      data={[{ value: '', label: any }, ...of.map((one) => ({ value: one, label: say(one) }))]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
