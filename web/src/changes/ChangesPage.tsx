import './changes.css';
import { Alert, Button, Group, NativeSelect, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/client';
import type { Scan } from '../api/types';
import { lastVisit } from '../overview/visit';
import { scansApi } from '../scans/api';
import { FirstScan } from '../scans/FirstScan';
import { changed } from '../table/parameters';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { Difference } from './Difference';
import { comparable, pairOf } from './pair';
import type { ChangeSearch } from './search';
import { TimeLine } from './TimeLine';

const SPANS: { since: string; label: string }[] = [
  { since: 'visit', label: 'Since the last visit' },
  { since: '7', label: 'Since 7 days ago' },
  { since: '30', label: 'Since 30 days ago' },
];

/** What changed between two scans of a domain. */
export function ChangesPage() {
  const search: ChangeSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [visit] = useState(lastVisit);
  const scans = useQuery({ queryKey: ['scans', 'newest'], queryFn: () => scansApi.newest({}) });
  const asked = (scans.data ?? []).find((scan) => scan.scan_id === search.to);
  const domains = [...new Set((scans.data ?? []).map((scan) => scan.domain))].sort();
  const domain = search.domain ?? asked?.domain ?? scans.data?.[0]?.domain;
  const ofDomain = useQuery({
    queryKey: ['scans', 'newest', domain],
    queryFn: () => scansApi.newest({ domain: domain ?? '', status: 'completed' }),
    enabled: domain !== undefined,
  });
  const known = comparable(ofDomain.data ?? []);
  const pair = pairOf(known, search, visit);
  const change = (change: ChangeSearch) =>
    void navigate({ to: '/changes', search: changed(search, change), replace: true, resetScroll: false });
  const failed = scans.error ?? ofDomain.error;
  return (
    <>
      <PageHead title="Changes" />
      {failed && <Problem error={failed} again={() => void (scans.error ? scans.refetch() : ofDomain.refetch())} />}
      {!failed && (!scans.data || (domain !== undefined && !ofDomain.data)) && <Skeleton h={300} />}
      {scans.data?.length === 0 && <FirstScan />}
      {ofDomain.data && domain !== undefined && (
        <>
          <Group mb="md" gap="sm" align="end">
            <NativeSelect
              label="Domain"
              value={domain}
              data={domains.includes(domain) ? domains : [domain, ...domains]}
              onChange={(event) => change({ domain: event.currentTarget.value, from: '', to: '', since: '' })}
            />
            <Pick label="From" scans={known} value={pair?.from} onChange={(from) => change({ from, since: '', to: pair?.to.scan_id ?? '' })} />
            <Pick label="To" scans={known} value={pair?.to} onChange={(to) => change({ to, from: pair?.from?.scan_id ?? '' })} />
            {SPANS.filter((span) => span.since !== 'visit' || visit !== undefined).map((span) => (
              <Button
                key={span.since}
                variant="default"
                aria-pressed={search.since === span.since}
                onClick={() => change({ since: search.since === span.since ? '' : span.since, from: '', to: '' })}
              >
                {span.label}
              </Button>
            ))}
          </Group>
          <TimeLine scans={known} pair={pair} pick={(to) => change({ to, from: '', since: '' })} />
          {pair?.from ? <Compared from={pair.from} to={pair.to} search={search} change={change} /> : <NothingBefore has={known.length > 0} domain={domain} />}
        </>
      )}
    </>
  );
}

function Pick(props: { label: string; scans: readonly Scan[]; value: Scan | undefined; onChange: (id: string) => void }) {
  const { label, scans, value, onChange } = props;
  return (
    <NativeSelect
      label={label}
      value={value?.scan_id ?? ''}
      disabled={scans.length < 2}
      data={[
        ...(value ? [] : [{ value: '', label: 'none' }]),
        ...scans.map((scan) => ({ value: scan.scan_id, label: `${new Date(scan.created_at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}, ${scan.mode}` })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function NothingBefore({ has, domain }: { has: boolean; domain: string }) {
  return (
    <section className="panel" aria-label="Nothing to compare">
      <Text>
        {has
          ? `This is the first scan of ${domain}: there is nothing to compare it with yet.`
          : `No scan of ${domain} has ended yet.`}
      </Text>
    </section>
  );
}

function Compared(props: { from: Scan; to: Scan; search: ChangeSearch; change: (change: ChangeSearch) => void }) {
  const { from, to, search, change } = props;
  const difference = useQuery({
    queryKey: ['scans', 'diff', from.scan_id, to.scan_id],
    queryFn: () => scansApi.diff(to.scan_id, from.scan_id),
    staleTime: Infinity,
  });
  if (difference.error instanceof ApiError && difference.error.status === 404) {
    return (
      <Alert color="yellow" title="These two cannot be compared" role="alert">
        What one of them saw is not kept any more.
      </Alert>
    );
  }
  if (difference.error) {
    return <Problem error={difference.error} again={() => void difference.refetch()} />;
  }
  if (!difference.data) {
    return <Skeleton h={300} />;
  }
  return (
    <>
      {from.mode !== to.mode && (
        <Text size="sm" mb="sm" role="note">
          The two looked differently far ({from.mode}, then {to.mode}): what only one of them asked about is told under “Not comparable”,
          or may look new.
        </Text>
      )}
      <Difference difference={difference.data} search={search} change={change} />
    </>
  );
}
