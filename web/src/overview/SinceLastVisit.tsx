import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Scan } from '../api/types';
import { scansApi } from '../scans/api';
import { Problem } from '../ui/Problem';
import { plural } from '../ui/text';
import { Time } from '../ui/Time';
import { lastVisit } from './visit';

/** What scans found since somebody was here last; on the first visit, what the last scan found. */
export function SinceLastVisit() {
  const [visit] = useState(lastVisit);
  const scans = useQuery({ queryKey: ['scans', 'newest'], queryFn: () => scansApi.newest({}) });
  return (
    <section className="panel" aria-label="What changed">
      <Title order={2} size={16} mb="sm">
        {visit === undefined ? 'What changed with the last scan' : 'What changed since your last visit'}
      </Title>
      {scans.error && <Problem error={scans.error} again={() => void scans.refetch()} />}
      {!scans.data && !scans.error && <Skeleton h={120} />}
      {scans.data && <Sums scans={since(scans.data, visit)} visit={visit} />}
    </section>
  );
}

function since(scans: readonly Scan[], visit: string | undefined): Scan[] {
  const ended = scans.filter((scan) => scan.scan_status === 'completed' && scan.completed_at !== null);
  return visit === undefined ? ended.slice(0, 1) : ended.filter((scan) => (scan.completed_at ?? '') > visit);
}

function Sums({ scans, visit }: { scans: readonly Scan[]; visit: string | undefined }) {
  const sum = (of: (scan: Scan) => number) => scans.reduce((total, scan) => total + of(scan), 0);
  if (scans.length === 0) {
    return (
      <Text size="sm">
        No scan has ended since{' '}
        {visit === undefined ? 'the beginning' : <Time at={visit} />}: nothing is known to have changed.
      </Text>
    );
  }
  return (
    <>
      <ul className="change-list">
        <li>{plural(sum((scan) => scan.new_assets), 'new asset')}</li>
        <li>
          <Link to="/findings" search={visit === undefined ? {} : { first_seen_after: visit.slice(0, 10) }}>
            {plural(sum((scan) => scan.findings_new), 'new finding')}
          </Link>
        </li>
        <li>
          <Link to="/findings" search={{ state: 'fixed' }}>
            {plural(sum((scan) => scan.findings_fixed), 'finding')} fixed
          </Link>
        </li>
        <li>
          {plural(scans.length, 'scan')} of {[...new Set(scans.map((scan) => scan.domain))].join(', ')}
        </li>
      </ul>
      <Anchor component={Link} to="/changes" size="sm">
        All changes
      </Anchor>
    </>
  );
}
