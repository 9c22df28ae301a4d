import { Button, Group, Progress, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { useScanEvents } from '../scans/useScanEvents';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { NextSteps } from './NextSteps';

const SHOWN = 8;

/** The first scan while it goes on, in short, and what to do meanwhile. */
export function Watch({ scanId }: { scanId: string }) {
  const stored = useQuery({ queryKey: ['scan', scanId], queryFn: () => api.scan(scanId) });
  const live = useScanEvents(scanId);
  const scan = live.scan ?? stored.data;
  if (stored.error) {
    return <Problem error={stored.error} again={() => void stored.refetch()} />;
  }
  if (!scan) {
    return <Skeleton h={300} />;
  }
  const isRunning = scan.scan_status === 'pending' || scan.scan_status === 'running';
  const worst = [...live.assets].sort((left, right) => right.risk_score - left.risk_score).slice(0, SHOWN);
  return (
    <div className="stack">
      <Panel title={`Scan of ${scan.domain}`}>
        <Group justify="space-between" mb="xs">
          <Text role="status">
            {words(scan.scan_status)}
            {isRunning && `: ${words(scan.current_phase).toLowerCase()}`}
          </Text>
          <Text>{scan.scan_progress} %</Text>
        </Group>
        <Progress value={scan.scan_progress} size="lg" aria-label="Progress of the scan" />
        <Text mt="sm" size="sm">
          {scan.counts.names_found.toLocaleString('en')} names found, {scan.counts.names_resolved.toLocaleString('en')} of them exist,{' '}
          {scan.counts.hosts_done.toLocaleString('en')} hosts looked at
        </Text>
        {worst.length > 0 && (
          <ul className="plain item-rows watched">
            {worst.map((asset) => (
              <li key={asset.asset_id}>
                <AssetLink asset={asset} />
                <Score score={asset.risk_score} level={asset.risk_level} />
              </li>
            ))}
          </ul>
        )}
        <Group mt="md">
          <Button component={Link} to={`/scans/${scanId}`} variant="default">
            All of this scan
          </Button>
        </Group>
      </Panel>
      <NextSteps />
    </div>
  );
}
