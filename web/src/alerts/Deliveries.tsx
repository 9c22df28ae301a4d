import { Button, Modal, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Code } from '../ui/Code';
import { Empty } from '../ui/Empty';
import { Pager } from '../ui/Pager';
import { Problem } from '../ui/Problem';
import { type Column, RowTable } from '../ui/RowTable';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { alertsApi, type Delivery } from './api';
import type { AlertSearch } from './search';
import { typeWords } from './words';

const MARKS = { pending: 'state warn', delivered: 'state good', failed: 'state bad' };
const BETWEEN_LOOKS_MS = 5_000;

/** What each channel was sent in the last 30 days, and what came back. */
export function Deliveries() {
  const search: AlertSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [open, setOpen] = useState<Delivery>();
  const channels = useQuery({ queryKey: ['alert-channels'], queryFn: alertsApi.channels });
  const chosen = search.channel ?? channels.data?.data[0]?.channel_id;
  const page = search.page ?? 1;
  const list = useQuery({
    queryKey: ['alert-deliveries', chosen, page],
    queryFn: () => alertsApi.deliveries(chosen ?? '', page),
    enabled: chosen !== undefined,
    refetchInterval: (query) => (query.state.data?.data.some((one) => one.status === 'pending') ? BETWEEN_LOOKS_MS : false),
  });
  const go = (change: { channel?: string; page?: number }) =>
    void navigate({ to: '/alerts', search: { tab: 'deliveries', ...(chosen ? { channel: chosen } : {}), ...change } });
  if (channels.data?.data.length === 0) {
    return <Empty title="There is no channel yet">What channels are sent will be listed here.</Empty>;
  }
  return (
    <div>
      <div className="filters">
        <NativeSelect
          label="Channel"
          value={chosen ?? ''}
          onChange={(event) => go({ channel: event.currentTarget.value })}
          data={(channels.data?.data ?? []).map((channel) => ({
            value: channel.channel_id,
            label: `${channel.name} (${typeWords(channel.type)})`,
          }))}
        />
      </div>
      {channels.error && <Problem error={channels.error} again={() => void channels.refetch()} />}
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && !channels.error && <Skeleton h={200} />}
      {list.data?.data.length === 0 && <Empty title="Nothing was sent yet">Test the channel, or name it in a rule.</Empty>}
      {list.data && list.data.data.length > 0 && (
        <div>
          <RowTable caption="Deliveries" columns={columns(setOpen)} rows={list.data.data} rowKey={(one) => one.delivery_id} />
          <Pager of={list.data.pagination} onPage={(to) => go({ page: to })} />
        </div>
      )}
      {open && <DeliveryDetail delivery={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function nameOf(delivery: Delivery): string {
  if (delivery.test) {
    return 'Test';
  }
  const more = delivery.alert_ids.length - 1;
  return (delivery.title ?? 'An alert') + (more > 0 ? ` and ${more} more` : '');
}

function columns(open: (delivery: Delivery) => void): Column<Delivery>[] {
  return [
    {
      key: 'what',
      head: 'What',
      cell: (delivery) => (
        <>
          <span className="who">{nameOf(delivery)}</span>
          <span className="sub mono">{delivery.delivery_id}</span>
        </>
      ),
    },
    { key: 'status', head: 'Status', cell: (delivery) => <span className={MARKS[delivery.status]}>{delivery.status}</span> },
    { key: 'tries', head: 'Tries', align: 'right', cell: (delivery) => delivery.tries },
    { key: 'at', head: 'Made', cell: (delivery) => <Time at={delivery.created_at} /> },
    {
      key: 'next',
      head: 'Next try',
      cell: (delivery) => (delivery.next_try_at ? <Time at={delivery.next_try_at} /> : <span className="muted">none</span>),
    },
    {
      key: 'open',
      head: 'Actions',
      isBare: true,
      align: 'right',
      cell: (delivery) => (
        <Button size="xs" variant="default" onClick={() => open(delivery)}>
          Details<span className="sr-only"> of {nameOf(delivery)}</span>
        </Button>
      ),
    },
  ];
}

function DeliveryDetail({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => alertsApi.redeliver(delivery.channel_id, delivery.delivery_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['alert-deliveries'] });
      say('It is being delivered again');
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} size="xl" title={nameOf(delivery)} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {again.error && <Problem error={again.error} />}
        <Text>
          <span className={MARKS[delivery.status]}>{delivery.status}</span>
          {delivery.reached.length > 0 && <>, reached {delivery.reached.join(', ')}</>}
        </Text>
        <Title order={3} size={16}>
          Tries
        </Title>
        <ol className="attempts">
          {delivery.attempts.map((attempt) => (
            <li key={attempt.at}>
              <Time at={attempt.at} />: {attempt.detail} ({attempt.duration_ms} ms)
            </li>
          ))}
        </ol>
        {delivery.request && (
          <>
            <Title order={3} size={16}>
              Request
            </Title>
            <Code text={delivery.request} what="request" />
          </>
        )}
        {delivery.response !== null && (
          <>
            <Title order={3} size={16}>
              Response
            </Title>
            <Code text={delivery.response || '(empty)'} what="response" />
          </>
        )}
        {!delivery.test && delivery.status !== 'pending' && (
          <div>
            <Button loading={again.isPending} onClick={() => again.mutate()}>
              Deliver again
            </Button>
          </div>
        )}
      </Stack>
    </Modal>
  );
}
