import './findings.css';
import { Button, Drawer, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useReducer, useRef, useState } from 'react';
import { useShortcuts } from '../app/shortcuts';
import { useRefusal } from '../auth/roles';
import { FirstScan } from '../scans/FirstScan';
import { shown } from '../table/column';
import { ColumnsMenu } from '../table/ColumnsMenu';
import { DataTable } from '../table/DataTable';
import { ExportMenu } from '../table/ExportMenu';
import { FilterChips, type FilterName, isFiltered } from '../table/FilterChips';
import { BulkBar, ListStates } from '../table/ListStates';
import { changed } from '../table/parameters';
import { SearchBox } from '../table/SearchBox';
import { marked, NONE, select } from '../table/selection';
import { useRows } from '../table/useRows';
import { ViewsMenu } from '../table/ViewsMenu';
import { Level } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { say } from '../ui/toasts';
import { plural, visible } from '../ui/text';
import { bandOf } from './ages';
import { findingsApi } from './api';
import { FindingCard, findingColumns } from './columns';
import { FindingFacets } from './FindingFacets';
import { FindingPanel } from './FindingPanel';
import { Matrix } from './Matrix';
import { findingFilter, type FindingSearch, GROUPS, orderOf, USUAL_SORT } from './search';
import { ACTIONS, needsReason, stateName, type Triage, type TriageAction } from './states';
import { TriageDialog } from './TriageDialog';
import type { FindingDetail, FindingRow } from './types';
import { gather, useTriage } from './useTriage';

const FILTERS: FilterName[] = [
  { name: 'search', label: 'Contains' },
  { name: 'severity', label: 'Severity', several: true },
  { name: 'state', label: 'State', several: true, say: (state) => (state === 'all' ? 'any' : stateName(state)) },
  { name: 'age', label: 'Age', say: (id) => bandOf(id)?.label ?? id },
  { name: 'category', label: 'Category', several: true },
  { name: 'type', label: 'Type', several: true },
  { name: 'parent_domain', label: 'Domain' },
  { name: 'asset_id', label: 'Asset' },
  { name: 'scan_id', label: 'Last seen by the scan' },
  { name: 'assignee', label: 'In the hands of' },
  { name: 'reopened', label: 'Came back', say: (value) => (value === 'true' ? 'yes' : 'no') },
  { name: 'first_seen_after', label: 'First seen from' },
  { name: 'first_seen_before', label: 'First seen before' },
  { name: 'last_seen_after', label: 'Last seen from' },
  { name: 'last_seen_before', label: 'Last seen before' },
];

/** All findings: narrowed down, looked at one by one, and decided on. */
export function FindingsPage() {
  const search: FindingSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const hasRoom = useMediaQuery('(min-width: 1280px)', true, { getInitialValueInEffect: false });
  const [hasMatrix, matrix] = useDisclosure(true);
  const [hasFacets, facets] = useDisclosure(false);
  const [opened] = useState(Date.now);
  const filter = useMemo(() => findingFilter(search, opened), [JSON.stringify(search), opened]);
  const sort = orderOf(search);
  const rows = useRows<FindingRow>(['findings', 'list', filter, sort], (page, signal) =>
    findingsApi.page(filter, sort, page, signal),
  );
  const [selection, mark] = useReducer(select, NONE);
  const [action, setAction] = useState<TriageAction>();
  const [alone, setAlone] = useState<FindingRow>();
  const active = useRef(-1);
  const queries = useQueryClient();
  const triage = useTriage();
  const mayNot = useRefusal('analyst');
  const hasFilter = isFiltered(FILTERS, search);
  const all = useQuery({ queryKey: ['findings', 'count', 'all'], queryFn: () => findingsApi.count({ state: 'all' }), enabled: rows.total === 0 });

  const change = (change: FindingSearch) =>
    void navigate({ to: '/findings', search: changed(search, change), replace: true, resetScroll: false });
  const narrow = (change_: FindingSearch) => {
    mark({ type: 'clear' });
    change(change_);
  };
  const open = (finding: FindingRow) => change({ open: finding.finding_id });
  const opener = useRef(open);
  opener.current = open;
  const close = () => change({ open: '' });

  const known = (id: string): FindingRow | undefined => rows.find((row) => row.finding_id === id);
  const count = marked(selection, rows.total ?? 0);

  const decide = async (wish: Triage, one: FindingRow | undefined = alone) => {
    setAction(undefined);
    if (one) {
      await triage.decide([one], wish);
      return;
    }
    const findings = await gather(selection, known, { ...filter }, rows.total ?? 0);
    if (findings === undefined && selection.all && selection.but.size === 0) {
      await triage.decideAll(filter, wish);
    } else if (findings === undefined) {
      say('Too many to leave some out: narrow the list down first');
      return;
    } else if (!(await triage.decide(findings, wish))) {
      return;
    }
    mark({ type: 'clear' });
  };

  /** Begins a decision on the marked findings, else on the one given. */
  const begin = (wanted: TriageAction, one: FindingRow | undefined) => {
    if (mayNot !== undefined) {
      say(mayNot);
      return;
    }
    const single = count > 0 ? undefined : one;
    if (count === 0 && !single) {
      say('Go to a finding first, with j and k');
      return;
    }
    setAlone(single);
    if (needsReason(wanted.state)) {
      setAction(wanted);
    } else {
      void decide({ state: wanted.state }, single);
    }
  };
  /** What keys are about: the finding in the panel, else the row that has the focus. */
  const current = (): FindingRow | undefined =>
    search.open === undefined
      ? rows.row(active.current)
      : (queries.getQueryData<FindingDetail>(['findings', 'one', search.open]) ?? known(search.open));
  useShortcuts(
    ACTIONS.map((wanted) => ({
      keys: wanted.key,
      does: `${wanted.label}, for a finding`,
      run: () => begin(wanted, current()),
    })),
  );

  const critical = useQuery({ queryKey: ['findings', 'summary'], queryFn: findingsApi.summary }).data?.by_severity.critical ?? 0;
  const isMatrixShown = hasMatrix && !(search.open !== undefined && hasRoom);
  const columns = useMemo(() => findingColumns((finding) => opener.current(finding)), []);
  const panel = search.open !== undefined && (
    <FindingPanel findingId={search.open} close={close} act={(wanted, finding) => begin(wanted, finding)} />
  );
  return (
    <>
      <PageHead title="Findings" {...(critical === 0 ? {} : { note: `${critical.toLocaleString('en')} critical` })}>
        <Text aria-live="polite">{rows.total === undefined ? '' : plural(rows.total, 'finding')}</Text>
      </PageHead>
      {isMatrixShown && <Matrix search={search} change={narrow} />}
      <Group mb="sm" gap="sm" justify="space-between">
        <Group gap="sm">
          <SearchBox
            label="Search findings"
            placeholder="Titles, places, names"
            value={search.search}
            onChange={(text) => narrow({ search: text })}
          />
          <NativeSelect
            aria-label="Group by"
            value={search.group ?? ''}
            data={[{ value: '', label: 'No groups' }, ...GROUPS.map((group) => ({ value: group, label: `By ${group}` }))]}
            onChange={(event) => change({ group: event.currentTarget.value })}
          />
          <Button variant="default" onClick={facets.toggle} aria-expanded={hasFacets}>
            Filters
          </Button>
          <Button variant="default" onClick={matrix.toggle} aria-expanded={isMatrixShown}>
            Matrix
          </Button>
        </Group>
        <Group gap="sm">
          <ColumnsMenu list="Findings" columns={columns} wanted={search.columns} onChange={(wanted) => change({ columns: wanted })} />
          <ViewsMenu list="findings" path="/findings" search={search} />
          <ExportMenu
            count={rows.total}
            isFiltered={hasFilter}
            formats={['csv', 'json', 'jsonl', 'sarif'].map((format) => ({
              label: format === 'jsonl' ? 'JSON lines' : format.toUpperCase(),
              path: '/api/findings/export',
              query: { ...filter, format },
            }))}
          />
        </Group>
      </Group>
      {rows.total !== 0 && (
        <div className="chip-line">
          <FilterChips filters={FILTERS} search={search} change={narrow} />
        </div>
      )}
      {triage.error && <Problem error={triage.error} again={triage.forget} />}
      <BulkBar
        count={count}
        total={rows.total ?? 0}
        isAll={selection.all}
        all={() => mark({ type: 'all' })}
        clear={() => mark({ type: 'clear' })}
      >
        {ACTIONS.map((wanted) => (
          <RoleButton key={wanted.state} needs="analyst" size="compact-sm" variant="default" onClick={() => begin(wanted, undefined)}>
            {wanted.label}
          </RoleButton>
        ))}
      </BulkBar>
      <div className={hasFacets ? 'with-facets' : 'with-facets is-folded'}>
        {hasFacets && <FindingFacets search={search} change={narrow} />}
        <div className={panel && hasRoom ? 'with-panel is-open' : 'with-panel'}>
          <div>
            <ListStates
              rows={rows}
              what="findings"
              filters={FILTERS}
              search={search}
              change={narrow}
              all={all.data}
              empty={<NothingOpen all={all.data} show={() => narrow({ state: 'all' })} />}
            >
              <DataTable
                name="Findings"
                rows={rows}
                columns={panel && hasRoom && search.columns === undefined ? columns.slice(0, 4) : shown(columns, search.columns)}
                idOf={(finding) => finding.finding_id}
                labelOf={(finding) => `${finding.title}, ${visible(finding.asset_value)}`}
                card={(finding) => <FindingCard finding={finding} open={open} />}
                sort={sort}
                onSort={(next) => change({ sort: next === USUAL_SORT ? '' : next })}
                marks={{ selection, mark }}
                open={open}
                openId={search.open}
                groupOf={groupOf(search.group)}
                clear={() => (count > 0 ? mark({ type: 'clear' }) : close())}
                onActive={(index, finding) => {
                  active.current = index;
                  if (finding && search.open !== undefined && hasRoom) {
                    open(finding);
                  }
                }}
              />
            </ListStates>
          </div>
          {panel && hasRoom && (
            <aside className="panel side-panel" aria-label="Finding">
              {panel}
            </aside>
          )}
        </div>
      </div>
      <Drawer
        opened={search.open !== undefined && !hasRoom}
        onClose={close}
        position="right"
        size={480}
        title="Finding"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {panel}
      </Drawer>
      <TriageDialog
        action={action}
        count={alone ? 1 : count}
        close={() => setAction(undefined)}
        decide={(wish) => void decide(wish)}
      />
    </>
  );
}

/** What stands here when nothing is open: nothing scanned yet, or all decided. */
function NothingOpen({ all, show }: { all: number | undefined; show: () => void }) {
  if (all === 0) {
    return <FirstScan />;
  }
  return (
    <section className="panel" aria-label="Nothing is open">
      <Text mb="sm">
        Nothing is open, as far as was looked. {all === undefined ? '' : `${all.toLocaleString('en')} findings were fixed or decided on.`}
      </Text>
      <Button variant="default" onClick={show}>
        Show them
      </Button>
    </section>
  );
}

function groupOf(group: string | undefined) {
  switch (group) {
    case 'type':
      return (finding: FindingRow) => ({ id: finding.type, label: `${finding.title} (${finding.type})` });
    case 'asset':
      return (finding: FindingRow) => ({ id: finding.asset_id, label: <span className="mono">{visible(finding.asset_value)}</span> });
    case 'severity':
      return (finding: FindingRow) => ({ id: finding.severity, label: <Level value={finding.severity} /> });
    default:
      return undefined;
  }
}
