import { Anchor, Skeleton, Text, Title } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { analyticsApi } from '../analytics/api';
import { ApiError } from '../api/client';
import type { Scan } from '../api/types';
import { scansApi } from '../scans/api';
import { Problem } from '../ui/Problem';
import { plural } from '../ui/text';
import { Time } from '../ui/Time';
import { endedSince, openedPorts, type Span, spans } from './since';
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
      {scans.data && <Sums scans={endedSince(scans.data, visit)} pairs={spans(scans.data, visit)} visit={visit} />}
    </section>
  );
}

function Sums({ scans, pairs, visit }: { scans: readonly Scan[]; pairs: readonly Span[]; visit: string | undefined }) {
  const sum = (of: (scan: Scan) => number) => scans.reduce((total, scan) => total + of(scan), 0);
  if (scans.length === 0) {
    return (
      <>
        <Text size="sm">
          No scan has ended since{' '}
          {visit === undefined ? 'the beginning' : <Time at={visit} />}: nothing is known to have changed.
        </Text>
        <ul className="change-list">
          <Certificates />
        </ul>
      </>
    );
  }
  return (
    <>
      <ul className="change-list">
        <li>
          <Link to="/assets" search={{ discovered_after: (visit ?? scans[0]?.started_at ?? '').slice(0, 10), sort: '-discovered_at' }}>
            {plural(sum((scan) => scan.new_assets), 'new asset')}
          </Link>
        </li>
        <Ports pairs={pairs} />
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
        <Certificates />
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

/** Domains whose differences are asked for; more would make the first page of the app wait. */
const MOST_COMPARED = 5;

/** Ports that were opened on hosts that were known before. */
function Ports({ pairs }: { pairs: readonly Span[] }) {
  const opened = useQueries({
    queries: pairs.slice(0, MOST_COMPARED).map((span) => ({
      queryKey: ['scans', 'opened ports', span.to, span.from],
      queryFn: () => openedIn(span),
      staleTime: Infinity,
    })),
  });
  if (opened.some((one) => one.error)) {
    return <li className="muted">opened ports: could not be compared now</li>;
  }
  if (opened.some((one) => one.data === undefined)) {
    return <li className="muted">opened ports: looking…</li>;
  }
  const known = opened.flatMap((one) => (typeof one.data === 'number' ? [one.data] : []));
  if (known.length === 0) {
    return null; // there is no scan from before to compare with
  }
  const only = pairs.length === 1 ? pairs[0] : undefined;
  return (
    <li>
      <Link to="/changes" search={{ kind: 'changed', ...(only && { to: only.to, ...(only.from && { from: only.from }) }) }}>
        {plural(known.reduce((sum, count) => sum + count, 0), 'opened port')}
      </Link>
    </li>
  );
}

/** Null where the service has nothing to compare with. */
async function openedIn(span: Span): Promise<number | null> {
  try {
    return openedPorts(await scansApi.diff(span.to, span.from ?? 'previous'));
  } catch (refused) {
    if (refused instanceof ApiError && refused.status === 404) {
      return null;
    }
    throw refused;
  }
}

const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** Certificates that run out soon, whenever that became known. */
function Certificates() {
  const certificates = useQuery({ queryKey: ['analytics', 'certificates', undefined], queryFn: () => analyticsApi.certificates() });
  if (!certificates.data) {
    return null;
  }
  const { within_7_days, within_30_days } = certificates.data;
  const before = new Date(Date.now() + (SOON_DAYS + 1) * DAY_MS).toISOString().slice(0, 10);
  return (
    <li>
      <Link to="/assets" search={{ cert_expires_before: before, sort: 'ssl_days_until_expiry' }}>
        {plural(within_7_days + within_30_days, 'certificate ends', 'certificates end')} within {SOON_DAYS} days
      </Link>
    </li>
  );
}
