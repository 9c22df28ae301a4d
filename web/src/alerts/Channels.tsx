import { Alert, Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../ui/Empty';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { alertsApi, type Channel } from './api';
import { ChannelEditor } from './ChannelEditor';
import { SignatureExamples } from './SignatureExamples';
import { listed, typeWords } from './words';

/** The ways in which alerts leave. */
export function Channels() {
  const [editing, setEditing] = useState<Channel | 'new'>();
  const [removing, setRemoving] = useState<Channel>();
  const list = useQuery({ queryKey: ['alert-channels'], queryFn: alertsApi.channels });
  const channels = list.data?.data ?? [];
  return (
    <div className="stack">
      <Group justify="space-between">
        <Text>A channel is told nothing until a rule names it.</Text>
        <Button onClick={() => setEditing('new')}>New channel</Button>
      </Group>
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={200} />}
      {list.data && channels.length === 0 && (
        <Empty title="There is no channel yet">Add one to be told by mail, in a chat, or by a program of yours.</Empty>
      )}
      <div className="channel-cards">
        {channels.map((channel) => (
          <ChannelCard
            key={channel.channel_id}
            channel={channel}
            onEdit={() => setEditing(channel)}
            onRemove={() => setRemoving(channel)}
          />
        ))}
      </div>
      <SignatureExamples />
      {editing && <ChannelEditor channel={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {removing && <RemoveChannel channel={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  );
}

function ChannelCard({ channel, onEdit, onRemove }: { channel: Channel; onEdit: () => void; onRemove: () => void }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['alert-channels'] });
  const testing = useMutation({ mutationFn: () => alertsApi.test(channel.channel_id), onSettled: refresh });
  const switching = useMutation({
    mutationFn: (enabled: boolean) => alertsApi.changeChannel(channel.channel_id, { enabled }),
    onSuccess: refresh,
  });
  const result = testing.data?.data;
  return (
    <Panel
      title={channel.name}
      aside={<span className={channel.enabled ? 'state good' : 'state off'}>{channel.enabled ? 'on' : 'off'}</span>}
    >
      <dl className="terms">
        <div>
          <dt>Kind</dt>
          <dd>{typeWords(channel.type)}</dd>
        </div>
        <div>
          <dt>Leads to</dt>
          <dd>{place(channel)}</dd>
        </div>
        <div>
          <dt>Last delivery</dt>
          <dd>
            {channel.last_delivery ? (
              <Link to="/alerts" search={{ tab: 'deliveries', channel: channel.channel_id }}>
                {channel.last_delivery.status}, <Time at={channel.last_delivery.at} />
              </Link>
            ) : (
              'none yet'
            )}
          </dd>
        </div>
      </dl>
      {channel.problem && <Alert color="red">Switched off by itself: {channel.problem}.</Alert>}
      {channel.config.unconfirmed.length > 0 && (
        <Alert color="yellow">
          {listed(channel.config.unconfirmed, 'and')} must follow the link in the mail that was sent there first.
        </Alert>
      )}
      {channel.config.unsubscribed.length > 0 && (
        <Text size="sm">{listed(channel.config.unsubscribed, 'and')} wants no digests.</Text>
      )}
      {testing.error && <Problem error={testing.error} />}
      {switching.error && <Problem error={switching.error} />}
      <div role="status">
        {result && (
          <Alert color={result.delivered ? 'green' : 'red'}>
            {result.delivered ? 'The test arrived' : 'The test did not arrive'}: {result.detail}
            {result.status !== null && ` (status ${result.status})`}, {result.duration_ms} ms.
          </Alert>
        )}
      </div>
      <Group gap="xs">
        <Button size="xs" loading={testing.isPending} onClick={() => testing.mutate()}>
          Test<span className="sr-only"> {channel.name}</span>
        </Button>
        <Button size="xs" variant="default" onClick={onEdit}>
          Edit<span className="sr-only"> {channel.name}</span>
        </Button>
        <Button size="xs" variant="default" loading={switching.isPending} onClick={() => switching.mutate(!channel.enabled)}>
          Switch {channel.enabled ? 'off' : 'on'}
          <span className="sr-only"> {channel.name}</span>
        </Button>
        <Button size="xs" variant="default" onClick={onRemove}>
          Remove<span className="sr-only"> {channel.name}</span>
        </Button>
      </Group>
    </Panel>
  );
}

function place(channel: Channel): string {
  if (channel.type === 'email') {
    return channel.config.to.join(', ');
  }
  return channel.config.url ?? `${channel.config.host ?? ''} (the rest is secret)`;
}

function RemoveChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => alertsApi.removeChannel(channel.channel_id),
    onSuccess: async () => {
      say(`${channel.name} was removed`);
      await queries.invalidateQueries({ queryKey: ['alert-channels'] });
      onClose();
    },
  });
  return (
    <TypedConfirm
      title={`Remove ${channel.name}`}
      word={channel.name}
      action="Remove"
      isBusy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      Its log goes with it. Rules that name it tell their other channels only.
    </TypedConfirm>
  );
}
