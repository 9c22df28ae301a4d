import { Alert, Button, Group, Progress, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../api/client';
import type { StreamState } from '../api/stream';
import type { Scan, ScanAsset } from '../api/types';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { StartedBy } from './columns';
import { FindingsTicker } from './FindingsTicker';
import { Replay } from './Replay';
import { RunningTime } from './RunningTime';
import './scans.css';
import { SinceLastScan } from './SinceLastScan';
import { Sources } from './Sources';
import { useScanEvents } from './useScanEvents';

/** A scan while it runs, and what became of it. */
export function ScanPage() {
  const { scanId = '' } = useParams({ strict: false });
  const stored = useQuery({ queryKey: ['scan', scanId], queryFn: () => api.scan(scanId) });
  const live = useScanEvents(scanId);
  const cancel = useMutation({ mutationFn: () => api.cancelScan(scanId) });
  if (stored.error) {
    return <Problem error={stored.error} again={() => void stored.refetch()} />;
  }
  const scan = live.scan ?? stored.data;
  if (!scan) {
    return <Skeleton h={400} />;
  }
  const isRunning = scan.scan_status === 'pending' || scan.scan_status === 'running';
  return (
    <>
      <PageHead title={`Scan of ${scan.domain}`}>
        {isRunning ? (
          <RoleButton needs="analyst" variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            Stop
          </RoleButton>
        ) : (
          <>
            <Button variant="default" renderRoot={(props) => <Link to="/changes" search={{ to: scanId }} {...props} />}>
              What changed
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/findings" search={{ scan_id: scanId, state: 'all' }} {...props} />}>
              Its findings
            </Button>
            <Button component={Link} to="/assets">
              See the assets
            </Button>
          </>
        )}
      </PageHead>
      {cancel.error && <Problem error={cancel.error} again={() => cancel.mutate()} />}
      <Stack gap="lg">
        <section className="panel" aria-label="Progress">
          <Group justify="space-between" mb="xs">
            <Text fw={600} role="status">
              {words(scan.scan_status)}
              {isRunning && `: ${words(scan.current_phase).toLowerCase()}`}
            </Text>
            <Text>{scan.scan_progress} %</Text>
          </Group>
          <Progress value={scan.scan_progress} aria-label="Progress of the scan" size="lg" />
          {isRunning && <RunningTime scan={scan} />}
          {isRunning && RECONNECTING[live.state] !== undefined && (
            <Text size="sm" c="dimmed" mt="xs" role="status">
              {RECONNECTING[live.state]}
            </Text>
          )}
          {isRunning && <Phases scan={scan} />}
          <Numbers scan={scan} />
        </section>
        {scan.scan_status === 'completed' && <SinceLastScan scanId={scanId} />}
        {scan.error_message && (
          <Alert color="red" role="alert">
            {scan.error_message}
          </Alert>
        )}
        {scan.warnings.length > 0 && (
          <section className="panel" aria-label="What is not complete">
            <Title order={2} size={18} mb="sm">
              What is not complete
            </Title>
            <ul style={{ margin: 0, paddingLeft: 20 }}>
              {scan.warnings.slice(0, 20).map((warning, index) => (
                <li key={index}>
                  {visible(warning.source)}: {visible(warning.detail)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {isRunning && live.findings.length > 0 && <FindingsTicker findings={live.findings} count={sum(scan)} />}
        {live.assets.length > 0 && (
          <section className="panel" aria-label="Hosts as they are judged">
            <Title order={2} size={18} mb="sm">
              Hosts as they are judged
            </Title>
            <Table>
              <Table.Tbody>
                {worstFirst(live.assets).map((asset) => (
                  <Table.Tr key={asset.asset_id}>
                    <Table.Td>
                      <AssetLink asset={asset} />
                    </Table.Td>
                    <Table.Td>
                      <Score score={asset.risk_score} level={asset.risk_level} />
                    </Table.Td>
                    <Table.Td className="wide-only">
                      {asset.findings_count === 0 ? 'no findings' : `${asset.findings_count} finding${asset.findings_count === 1 ? '' : 's'}`}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        )}
        {!isRunning && scan.trigger !== 'replay' && scan.counts.hosts_done > 0 && <Replay scan={scan} />}
      </Stack>
    </>
  );
}

const RECONNECTING: { [state in StreamState]?: string } = {
  lost: 'Reconnecting: the live connection was lost.',
  polling: 'Reconnecting: until the live connection is back, this is asked for every few seconds.',
};

const PHASES = [
  ['discovery', 'Names are looked for', 'names_found'],
  ['enrichment', 'Hosts are looked at', 'names_resolved'],
  ['risk_analysis', 'Hosts are judged', 'hosts_done'],
] as const;

const sum = (scan: Scan): number => Object.values(scan.findings_by_severity).reduce((all, count) => all + count, 0);

const worstFirst = (assets: readonly ScanAsset[]) => [...assets].sort((left, right) => right.risk_score - left.risk_score);

/** The three parts of the work, which overlap since hosts flow through them. */
function Phases({ scan }: { scan: Scan }) {
  return (
    <ol className="phases">
      {PHASES.map(([phase, label, count]) => (
        <li key={phase} className={`phase phase-${scan.phases[phase]}`}>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="sm">
            {scan.counts[count].toLocaleString('en')} <span className="muted">· {words(scan.phases[phase]).toLowerCase()}</span>
          </Text>
        </li>
      ))}
    </ol>
  );
}

function Numbers({ scan }: { scan: Scan }) {
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} mt="md">
        <Number label="Names found" value={scan.counts.names_found} />
        <Number label="Names that exist" value={scan.counts.names_resolved} />
        <Number label="Hosts looked at" value={scan.counts.hosts_done} />
        <Number label="At critical risk" value={scan.critical_risk_assets} />
        <Number label="At high risk" value={scan.high_risk_assets} />
        <div>
          <Text size="sm" c="dimmed">
            Findings
          </Text>
          <SeverityCounts counts={scan.findings_by_severity} />
        </div>
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="md">
        {words(scan.scan_type)} scan in {scan.mode} mode{!scan.scan_subdomains && ', of this name only'}, started by{' '}
        <StartedBy scan={scan} /> <Time at={scan.started_at ?? scan.created_at} />
        {scan.duration_seconds !== null && `, took ${scan.duration_seconds.toFixed(1)} s`}
      </Text>
      <Sources sources={scan.sources} />
    </>
  );
}

function Number({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value.toLocaleString()}</Text>
    </div>
  );
}
