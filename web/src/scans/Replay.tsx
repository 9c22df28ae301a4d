import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api } from '../api/client';
import type { Scan } from '../api/types';
import { inWorkspace } from '../api/workspace';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { plural } from '../ui/text';
import { say } from '../ui/toasts';
import { type ScanDifference, scansApi } from './api';

const LOOK_MS = 1_500;

/** What was recorded: to take away, or to judge again with today's rules, first as a preview. */
export function Replay({ scan }: { scan: Scan }) {
  const [replayId, setReplayId] = useState<string>();
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: () => scansApi.replay(scan.scan_id, false),
    onSuccess: ({ scan_id }) => setReplayId(scan_id),
  });
  const applying = useMutation({
    mutationFn: () => scansApi.replay(scan.scan_id, true),
    onSuccess: async () => {
      setReplayId(undefined);
      say('Today’s rules are being applied; the lists follow');
      await queries.invalidateQueries({ queryKey: ['scans'] });
    },
  });
  return (
    <Panel title="Evidence">
      <Text size="sm" mb="sm">
        Everything that the scan saw is kept, one host a line. It can be judged again with today’s rules and model: nothing is sent to the
        hosts, and no credit is used.
      </Text>
      <Group gap="sm">
        <Button size="xs" variant="default" component="a" href={inWorkspace(scansApi.evidenceFile(scan.scan_id))} download>
          Download the evidence
        </Button>
        {replayId === undefined && (
          <RoleButton needs="analyst" size="xs" variant="default" loading={starting.isPending} onClick={() => starting.mutate()}>
            Judge it again: preview
          </RoleButton>
        )}
      </Group>
      {starting.error && <Problem error={starting.error} />}
      {replayId !== undefined && (
        <Preview scan={scan} replayId={replayId}>
          <Group gap="sm" mt="sm">
            <RoleButton needs="analyst" size="xs" loading={applying.isPending} onClick={() => applying.mutate()}>
              Apply
            </RoleButton>
            <Button size="xs" variant="default" onClick={() => setReplayId(undefined)}>
              Leave it as it is
            </Button>
          </Group>
          {applying.error && <Problem error={applying.error} />}
        </Preview>
      )}
    </Panel>
  );
}

function Preview({ scan, replayId, children }: { scan: Scan; replayId: string; children: ReactNode }) {
  const replay = useQuery({
    queryKey: ['scan', replayId, 'replay'],
    queryFn: () => api.scan(replayId),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : LOOK_MS),
  });
  const isDone = replay.data?.scan_status === 'completed';
  const difference = useQuery({
    queryKey: ['scans', 'diff', replayId, scan.scan_id],
    queryFn: () => scansApi.diff(replayId, scan.scan_id),
    enabled: isDone,
  });
  const error = replay.error ?? difference.error;
  return (
    <div role="status" style={{ marginTop: 16 }}>
      {error && <Problem error={error} again={() => void (replay.error ? replay.refetch() : difference.refetch())} />}
      {!isOver(replay.data) && !error && (
        <>
          <Text size="sm" mb="xs">
            Judging {plural(replay.data?.counts.hosts_total ?? 0, 'host')} again
          </Text>
          <Progress value={replay.data?.scan_progress ?? 0} aria-label="Progress of judging again" />
        </>
      )}
      {isOver(replay.data) && !isDone && <Text size="sm">It ended without a result: {replay.data?.error_message ?? replay.data?.scan_status}.</Text>}
      {difference.data && (
        <>
          <Text size="sm">{sentence(difference.data)}</Text>
          {isSame(difference.data) ? null : (
            <>
              <Link to="/changes" search={{ from: scan.scan_id, to: replayId }}>
                All that would change
              </Link>
              {children}
            </>
          )}
        </>
      )}
    </div>
  );
}

function isOver(scan: Scan | undefined): boolean {
  return scan !== undefined && scan.scan_status !== 'pending' && scan.scan_status !== 'running';
}

function isSame({ summary }: ScanDifference): boolean {
  return summary.assets_changed + summary.findings_added + summary.findings_removed === 0 && summary.risk_score_change === 0;
}

function sentence(difference: ScanDifference): string {
  const { summary } = difference;
  if (isSame(difference)) {
    return 'Today’s rules say the same as when it was scanned: there is nothing to apply.';
  }
  return `With today’s rules: ${plural(summary.findings_added, 'new finding')}, ${plural(summary.findings_removed, 'finding')} gone, ${plural(summary.assets_changed, 'asset')} judged differently.`;
}
