import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Empty } from '../ui/Empty';
import { Level } from '../ui/Level';
import { Pager } from '../ui/Pager';
import { Problem } from '../ui/Problem';
import { type Column, RowTable } from '../ui/RowTable';
import { Time } from '../ui/Time';
import { type AlertItem, alertsApi, EVENTS } from './api';
import type { AlertSearch } from './search';
import { BETWEEN_LOOKS_MS } from './unread';
import { capital, eventWords } from './words';

/** What happened, the newest first; what one has read is one's own. */
export function Inbox() {
  const search: AlertSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { page = 1, read, event, severity } = search;
  const wanted = { page, limit: 20, ...(read ? { read } : {}), ...(event ? { event } : {}), ...(severity ? { severity } : {}) };
  const list = useQuery({
    queryKey: ['alerts', 'list', wanted],
    queryFn: () => alertsApi.list(wanted),
    refetchInterval: BETWEEN_LOOKS_MS,
  });
  const marking = useMutation({
    mutationFn: (ids: string[] | 'all') => (ids === 'all' ? alertsApi.readAll() : alertsApi.read(ids)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
  const narrow = (change: Partial<AlertSearch>) => {
    const merged: AlertSearch = { ...search, ...change };
    delete merged.page;
    const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== '' && value !== undefined));
    void navigate({ to: '/alerts', search: kept });
  };
  const isNarrowed = Boolean(read || event || severity);
  return (
    <div>
      <div className="filters" role="search" aria-label="Alerts">
        <NativeSelect
          label="Show"
          value={read ?? ''}
          onChange={(change) => narrow({ read: change.currentTarget.value })}
          data={[
            { value: '', label: 'All' },
            { value: 'false', label: 'Unread' },
            { value: 'true', label: 'Read' },
          ]}
        />
        <NativeSelect
          label="Event"
          value={event ?? ''}
          onChange={(change) => narrow({ event: change.currentTarget.value })}
          data={[
            { value: '', label: 'Any' },
            ...[...EVENTS, 'channel.disabled' as const].map((one) => ({ value: one, label: capital(eventWords(one)) })),
          ]}
        />
        <NativeSelect
          label="Severity"
          value={severity ?? ''}
          onChange={(change) => narrow({ severity: change.currentTarget.value })}
          data={[
            { value: '', label: 'Any' },
            { value: 'critical', label: 'Critical' },
            { value: 'critical,high', label: 'High or worse' },
            { value: 'critical,high,medium', label: 'Medium or worse' },
          ]}
        />
        <Button
          variant="default"
          disabled={(list.data?.unread_count ?? 0) === 0}
          loading={marking.isPending}
          onClick={() => marking.mutate('all')}
        >
          Mark all as read
        </Button>
      </div>
      {marking.error && <Problem error={marking.error} />}
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={240} />}
      {list.data?.data.length === 0 && (
        <Empty title={isNarrowed ? 'No alert fits' : 'Nothing has happened yet'}>
          {isNarrowed
            ? 'Choose less narrowly to see others.'
            : 'What is at high risk, new and serious, or needs somebody will be listed here after the next scan.'}
        </Empty>
      )}
      {list.data && list.data.data.length > 0 && (
        <div>
          <RowTable
            caption="Alerts"
            columns={columns((id) => marking.mutate([id]))}
            rows={list.data.data}
            rowKey={(alert) => alert.alert_id}
          />
          <Pager of={list.data.pagination} onPage={(to) => void navigate({ to: '/alerts', search: { ...search, page: to } })} />
        </div>
      )}
    </div>
  );
}

function columns(mark: (id: string) => void): Column<AlertItem>[] {
  return [
    {
      key: 'what',
      head: 'What happened',
      cell: (alert) => (
        <>
          <span className={alert.read ? 'alert-title' : 'alert-title is-new'}>
            {!alert.read && <span className="sr-only">Unread: </span>}
            {alert.data.link ? (
              <a href={alert.data.link} onClick={() => !alert.read && mark(alert.alert_id)}>
                {alert.title}
              </a>
            ) : (
              alert.title
            )}
          </span>
          <span className="sub">{alert.data.detail}</span>
        </>
      ),
    },
    { key: 'severity', head: 'Severity', cell: (alert) => <Level value={alert.severity} /> },
    { key: 'at', head: 'When', cell: (alert) => <Time at={alert.created_at} /> },
    {
      key: 'mark',
      head: 'Actions',
      isBare: true,
      align: 'right',
      cell: (alert) =>
        alert.read ? null : (
          <Button size="xs" variant="default" onClick={() => mark(alert.alert_id)}>
            Mark as read<span className="sr-only">: {alert.title}</span>
          </Button>
        ),
    },
  ];
}
