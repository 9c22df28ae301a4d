import { Alert, Button, Group, Progress, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../api/client';
import type { Scan } from '../api/types';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { visible, words } from '../ui/text';
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
          <Button variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            Stop
          </Button>
        ) : (
          <Button component={Link} to="/assets">
            See the assets
          </Button>
        )}
      </PageHead>
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
          {live.isLost && isRunning && (
            <Text size="sm" c="dimmed" mt="xs">
              The connection was lost; trying again.
            </Text>
          )}
          <Numbers scan={scan} />
        </section>
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
        {live.assets.length > 0 && (
          <section className="panel" aria-label="Hosts as they are judged">
            <Title order={2} size={18} mb="sm">
              Hosts as they are judged
            </Title>
            <Table>
              <Table.Tbody>
                {live.assets.map((asset) => (
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
      </Stack>
    </>
  );
}

function Numbers({ scan }: { scan: Scan }) {
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mt="md">
        <Number label="Names found" value={scan.counts.names_found} />
        <Number label="Names that exist" value={scan.counts.names_resolved} />
        <Number label="Hosts looked at" value={scan.counts.hosts_done} />
        <div>
          <Text size="sm" c="dimmed">
            Findings
          </Text>
          <SeverityCounts counts={scan.findings_by_severity} />
        </div>
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="md">
        {words(scan.mode)} mode
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
