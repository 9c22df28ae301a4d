import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { browser } from '../account/browser';
import { ForRole } from '../settings/ForRole';
import { Empty } from '../ui/Empty';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { type Column, RowTable } from '../ui/RowTable';
import { visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { workspacesApi } from '../workspaces/api';
import { useWorkspace } from '../workspaces/current';
import { auditApi, type AuditEntry, type AuditFilter } from './api';

/** What is done to what, as the service words it. */
const ACTIONS = [
  'user.registered',
  'user.login',
  'user.failed_login',
  'user.password_changed',
  'workspace.created',
  'workspace.updated',
  'workspace.deleted',
  'member.invited',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'token.created',
  'token.revoked',
  'scan.started',
  'scan.canceled',
  'scan.deleted',
  'scan.replayed',
  'asset.updated',
  'asset.deleted',
  'asset.cleared',
  'finding.state_changed',
  'domain.added',
  'domain.verified',
  'domain.verification_lost',
  'domain.removed',
  'schedule.set',
  'schedule.removed',
  'export.created',
  'subscription.changed',
];

export function AuditPage() {
  return (
    <ForRole needs="admin">
      <AuditLog />
    </ForRole>
  );
}

/** Who did what, the newest first. */
function AuditLog() {
  const filter: AuditFilter = useSearch({ strict: false });
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const members = useQuery({
    queryKey: ['members', workspace?.workspace_id, 1],
    queryFn: () => workspacesApi.members(workspace?.workspace_id ?? '', 1),
    enabled: workspace !== undefined,
  });
  const log = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => auditApi.page(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const change = (changed: Partial<Record<keyof AuditFilter, string>>) => {
    const wanted = Object.fromEntries(Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== ''));
    void navigate({ to: '/settings/audit', search: wanted, replace: true });
  };
  const entries = log.data?.pages.flatMap((page) => page.data) ?? [];
  const total = log.data?.pages[0]?.pagination.total_items ?? 0;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <PageHead title="Audit log">
        <Button variant="default" component="a" href={auditApi.exportAs(filter, 'csv')} download>
          Export CSV
        </Button>
        <Button variant="default" component="a" href={auditApi.exportAs(filter, 'jsonl')} download>
          Export JSON lines
        </Button>
      </PageHead>
      <div className="filters">
        <NativeSelect
          label="Who"
          value={filter.actor ?? ''}
          onChange={(event) => change({ actor: event.currentTarget.value })}
          data={[
            { value: '', label: 'Everybody' },
            ...(members.data?.data ?? []).map((member) => ({ value: member.uid, label: member.email })),
          ]}
        />
        <NativeSelect
          label="What"
          value={filter.action ?? ''}
          onChange={(event) => change({ action: event.currentTarget.value })}
          data={[{ value: '', label: 'Everything' }, ...ACTIONS.map((action) => ({ value: action, label: actionWords(action) }))]}
        />
        <TextInput
          type="date"
          label="From (UTC)"
          value={filter.after ?? ''}
          onChange={(event) => change({ after: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To (UTC)"
          value={filter.before ?? ''}
          onChange={(event) => change({ before: event.currentTarget.value })}
        />
        {isFiltered && (
          <Button variant="default" onClick={() => void navigate({ to: '/settings/audit', search: {}, replace: true })}>
            Clear the filters
          </Button>
        )}
      </div>
      {log.error && <Problem error={log.error} again={() => void log.refetch()} />}
      {log.isPending && <Skeleton h={300} />}
      {log.data && entries.length === 0 && <Empty title={isFiltered ? 'Nothing is like that' : 'Nothing was done yet'} />}
      {entries.length > 0 && (
        <>
          <p className="muted" role="status">
            {entries.length.toLocaleString('en')} of {total.toLocaleString('en')} entries
          </p>
          <RowTable caption="Audit log, the newest first" columns={COLUMNS} rows={entries} rowKey={(entry) => entry.audit_id} />
          {log.hasNextPage && (
            <Button mt="md" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              Show older ones
            </Button>
          )}
        </>
      )}
    </>
  );
}

const SIGN_INS: Record<string, string> = { 'user.login': 'Signed in', 'user.failed_login': 'Wrong password' };

/** "token.revoked" as "Token revoked". */
function actionWords(action: string): string {
  return SIGN_INS[action] ?? words(action.replace('.', ' '));
}

const COLUMNS: Column<AuditEntry>[] = [
  {
    key: 'what',
    head: 'What',
    cell: (entry) => (
      <>
        <span className="who">{actionWords(entry.action)}</span>
        <span className="sub">{visible(entry.target.label)}</span>
        {Object.entries(entry.changes).map(([field, values]) => (
          <span key={field} className="sub">
            {words(field)}: {values.map(visible).join(' → ')}
          </span>
        ))}
      </>
    ),
  },
  {
    key: 'who',
    head: 'Who',
    cell: (entry) => (
      <>
        {entry.actor.email ?? words(entry.actor.type)}
        {entry.actor.type === 'token' && <span className="sub">by an API token</span>}
      </>
    ),
  },
  { key: 'when', head: 'When', cell: (entry) => <Time at={entry.at} /> },
  {
    key: 'from',
    head: 'From',
    cell: (entry) => (
      <>
        <span className="mono">{entry.ip}</span>
        <span className="sub">{browser(entry.user_agent)}</span>
      </>
    ),
  },
];
