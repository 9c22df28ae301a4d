import { SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { NotFound } from '../app/NotFound';
import { PageHead } from '../ui/PageHead';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RowTable } from '../ui/RowTable';
import { plural, words } from '../ui/text';
import { Time } from '../ui/Time';
import { healthQuery, instanceQuery, type InstanceView, isNotForMe } from './api';
import { size } from './sizes';
import { Suspensions } from './Suspensions';
import './instance.css';

const REFRESH_MS = 10_000;
const PARTS: Record<string, string> = {
  database: 'Store',
  firebase: 'Identity provider',
  ml_model: 'Risk model',
  queue: 'Queue',
};
const WELL = new Set(['healthy', 'loaded', 'in_process']);

/** How the instance is, for who operates it; to everybody else a page that does not exist. */
export function InstancePage() {
  const system = useQuery({ ...instanceQuery, refetchInterval: REFRESH_MS });
  if (isNotForMe(system.error)) {
    return <NotFound />;
  }
  return (
    <>
      <PageHead title="Instance" />
      {system.error && <Problem error={system.error} again={() => void system.refetch()} />}
      <div className="stack">
        <HealthPanel />
        {system.data ? <Figures of={system.data} /> : !system.error && <Skeleton h={240} />}
        {system.data && <Suspensions />}
      </div>
    </>
  );
}

function HealthPanel() {
  const health = useQuery(healthQuery);
  return (
    <Panel title="Health" aside={health.data && <State value={health.data.status} />}>
      {health.error && <Problem error={health.error} again={() => void health.refetch()} />}
      {!health.data && !health.error && <Skeleton h={60} />}
      {health.data && (
        <dl className="facts instance-facts">
          {Object.entries(health.data.dependencies).map(([part, state]) => (
            <div key={part}>
              <dt>{PARTS[part] ?? words(part)}</dt>
              <dd>
                <State value={state} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

/** By a mark and in words. */
function State({ value }: { value: string }) {
  const kind = WELL.has(value) ? 'well' : value === 'not_configured' ? 'off' : 'ill';
  return (
    <span className={`instance-state is-${kind}`}>
      <span aria-hidden="true">{{ well: '✓', off: '–', ill: '!' }[kind]}</span> {words(value)}
    </span>
  );
}

function Figures({ of: { versions, store, queue, workers } }: { of: InstanceView }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Tile label="Version" value={versions.reconai} note={`Java ${versions.java}`} />
        <Tile label="Store" value={size(store.bytes)} note={`${words(store.kind)}, layout ${versions.store}`} />
        <Tile label="Waiting scans" value={queue.depth.toLocaleString('en')} note={`${words(queue.kind).toLowerCase()} queue`} />
        <div className="panel tile">
          <Text size="sm" c="dimmed">
            Longest wait
          </Text>
          <strong>{queue.oldest_waiting_since === null ? '–' : <Time at={queue.oldest_waiting_since} />}</strong>
          <Text size="sm" c="dimmed">
            {queue.oldest_waiting_since === null ? 'nothing waits' : 'since then the oldest one waits'}
          </Text>
        </div>
      </SimpleGrid>
      {queue.hosts_waiting !== null && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          <Tile label="Waiting hosts" value={queue.hosts_waiting.toLocaleString('en')} note="for workers" />
          <Tile
            label="Hosts set aside"
            value={(queue.hosts_set_aside ?? 0).toLocaleString('en')}
            note="no worker survived them; kept for a week in reconai.hosts.dead"
          />
        </SimpleGrid>
      )}
      <section aria-label="Workers">
        <RowTable
          caption="Workers"
          rows={workers}
          rowKey={(worker) => worker.worker_id}
          columns={[
            { key: 'worker', head: 'Worker', cell: (worker) => <span className="mono">{worker.worker_id}</span> },
            { key: 'running', head: 'Scans', cell: (worker) => (worker.places === null ? 'looks at hosts' : `${worker.running} of ${plural(worker.places, 'place')}`) },
            { key: 'started', head: 'Started', cell: (worker) => (worker.started_at === null ? '–' : <Time at={worker.started_at} />) },
            { key: 'seen', head: 'Last answer', cell: (worker) => (worker.seen_at === null ? '–' : <Time at={worker.seen_at} />) },
          ]}
        />
      </section>
    </>
  );
}

function Tile({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="panel tile">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <strong>{value}</strong>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {note}
      </Text>
    </div>
  );
}
