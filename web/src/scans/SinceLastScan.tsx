import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiError } from '../api/client';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { plural } from '../ui/text';
import { scansApi } from './api';

/** What a scan saw differently from the one before it, in numbers. */
export function SinceLastScan({ scanId }: { scanId: string }) {
  const difference = useQuery({
    queryKey: ['scans', 'diff', scanId, 'previous'],
    queryFn: () =>
      scansApi.diff(scanId, 'previous').catch((refused: unknown) => {
        if (refused instanceof ApiError && refused.status === 404) {
          return null;
        }
        throw refused;
      }),
  });
  if (difference.error) {
    return <Problem error={difference.error} again={() => void difference.refetch()} />;
  }
  if (difference.data === undefined) {
    return null;
  }
  if (difference.data === null) {
    return (
      <Panel title="Since the scan before">
        <Text size="sm">There is no earlier finished scan of this domain to compare with.</Text>
      </Panel>
    );
  }
  const { summary, not_comparable, from } = difference.data;
  const facts = [
    ['+', summary.assets_added, 'new asset'],
    ['−', summary.assets_removed, 'gone asset'],
    ['', summary.assets_changed, 'changed asset'],
    ['+', summary.findings_added, 'new finding'],
    ['−', summary.findings_removed, 'gone finding'],
    ['?', not_comparable.length, 'asset that could not be compared'],
  ] as const;
  const present = facts.filter(([, count]) => count > 0);
  return (
    <Panel
      title="Since the scan before"
      aside={
        <Link to="/changes" search={{ from: from.scan_id, to: scanId }}>
          What changed, one by one
        </Link>
      }
    >
      {present.length === 0 ? (
        <Text size="sm">Both scans saw the same.</Text>
      ) : (
        <Group component="ul" gap="lg" p={0} m={0} style={{ listStyle: 'none' }}>
          {present.map(([sign, count, what]) => (
            <li key={what}>
              <strong>
                <span aria-hidden="true">{sign}</span>
                {count.toLocaleString('en')}
              </strong>{' '}
              {plural(count, what, what === 'asset that could not be compared' ? 'assets that could not be compared' : `${what}s`).replace(/^\S+ /, '')}
            </li>
          ))}
        </Group>
      )}
    </Panel>
  );
}
