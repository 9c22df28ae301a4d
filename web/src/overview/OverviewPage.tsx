import '../analytics/charts.css';
import '../changes/changes.css';
import { Anchor, Button, Group, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CatchBoundary, Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { analyticsApi, type Dashboard } from '../analytics/api';
import { ChartPanel } from '../analytics/ChartPanel';
import { Insights } from '../analytics/Insights';
import { riskSentence } from '../analytics/sentences';
import type { Scan } from '../api/types';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { prefer, usePreferences } from '../app/preferences';
import { useRefusal } from '../auth/roles';
import { findingsApi } from '../findings/api';
import { SEVERITIES } from '../findings/search';
import { scansApi } from '../scans/api';
import { FirstScan } from '../scans/FirstScan';
import { NextSteps } from '../start/NextSteps';
import { Level, SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { Time } from '../ui/Time';
import { compared, WEEK_BEFORE } from './compared';
import { Domains } from './Domains';
import { Donut } from './Donut';
import { Ring } from './Ring';
import { SinceLastVisit } from './SinceLastVisit';

const RiskTrend = lazy(() => import('../analytics/charts').then((module) => ({ default: module.RiskTrend })));

/** What is exposed, what is wrong, what changed. */
export function OverviewPage() {
  const dashboard = useQuery({ queryKey: ['analytics', 'dashboard', undefined], queryFn: () => analyticsApi.dashboard() });
  if (dashboard.error && !dashboard.data) {
    return (
      <>
        <PageHead title="Overview" />
        <Problem error={dashboard.error} again={() => void dashboard.refetch()} />
      </>
    );
  }
  if (!dashboard.data) {
    return (
      <>
        <PageHead title="Overview" />
        <Skeleton h={500} />
      </>
    );
  }
  const figures = dashboard.data;
  if (figures.total_scans === 0) {
    return (
      <>
        <PageHead title="Overview" />
        <FirstScan />
      </>
    );
  }
  return (
    <>
      <PageHead title="Overview" />
      <Stack gap="md">
        <Tiles figures={figures} />
        <Steps />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <Trend />
          <Panel title="Assets by level">
            <Donut counts={figures.assets_by_risk} />
          </Panel>
          <SinceLastVisit />
          <Latest />
          <Riskiest />
          <Domains monitored={figures.monitored_domains} />
        </SimpleGrid>
        <Panel title="Insights">
          <Advice />
        </Panel>
      </Stack>
    </>
  );
}

/** What is left to set up, for those who may, until they have seen it. */
function Steps() {
  const { hidesSteps } = usePreferences();
  const maySetUp = useRefusal('admin') === undefined;
  return hidesSteps || !maySetUp ? null : <NextSteps hide={() => prefer({ hidesSteps: true })} />;
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <Title order={2} size={16} id={id} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Tiles({ figures }: { figures: Dashboard }) {
  const than = (change: number) => compared(change, figures.history_days);
  return (
    <div className="tiles">
      <Link to="/analytics" className="panel tile">
        <span className="ring">
          <Ring score={figures.overall_risk_score} level={figures.overall_risk_level} />
          <span>
            <Text size="sm">Risk</Text>
            <Level value={figures.overall_risk_level} />
            <Text size="xs" c="dimmed" mt={4}>
              {than(figures.risk_score_change_7d)}
            </Text>
          </span>
        </span>
      </Link>
      <Link to="/assets" className="panel tile">
        <Text size="sm">Assets</Text>
        <strong>{figures.discovered_assets.toLocaleString('en')}</strong>
        <Text size="xs" c="dimmed">
          {than(figures.assets_change_7d)}
        </Text>
      </Link>
      <Link to="/findings" className="panel tile">
        <Text size="sm">Open findings</Text>
        <strong>{figures.open_findings.toLocaleString('en')}</strong>
        <span className="stack-bar" aria-hidden="true">
          {SEVERITIES.map((severity) => (
            <span
              key={severity}
              style={{ flexGrow: figures.open_findings_by_severity[severity], background: `var(--chart-${severity})` }}
            />
          ))}
        </span>
        <SeverityCounts counts={figures.open_findings_by_severity} />
      </Link>
      <Link to="/assets" search={{ risk_level: 'critical' }} className="panel tile">
        <Text size="sm">Became critical in 7 days</Text>
        <strong>{figures.new_critical_alerts.toLocaleString('en')}</strong>
        <Text size="xs" c="dimmed">
          {figures.open_vulnerabilities.toLocaleString('en')} at high or critical now
        </Text>
      </Link>
      <Link to="/scans" className="panel tile">
        <Text size="sm">Scans</Text>
        <strong>{figures.total_scans.toLocaleString('en')}</strong>
        <Text size="xs" c="dimmed">
          {figures.last_scan ? (
            <>
              last: {figures.last_scan.domain}, <Time at={figures.last_scan.completed_at} />
            </>
          ) : (
            'none has ended yet'
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {compared(figures.scans_change_7d, figures.history_days - 7, WEEK_BEFORE)}
        </Text>
      </Link>
    </div>
  );
}

function Trend() {
  const [days, setDays] = useState(30);
  const risk = useQuery({ queryKey: ['analytics', 'risk', days, undefined], queryFn: () => analyticsApi.riskTrend(days) });
  const scans = useQuery({ queryKey: ['scans', 'newest'], queryFn: () => scansApi.newest({}) });
  const ended = countByDay(scans.data ?? []);
  return (
    <ChartPanel
      title="Risk over time"
      answer={risk}
      sentence={riskSentence}
      head={['Day', 'Risk score', 'Assets', 'Open findings', 'Scans ended']}
      rows={(data) => data.map((one) => [one.date, one.risk_score, one.asset_count, one.open_findings, ended.get(one.date) ?? 0])}
    >
      {(data) => (
        <>
          <Group justify="end" mb="xs">
            <SegmentedControl
              size="xs"
              aria-label="Period"
              value={String(days)}
              onChange={(value) => setDays(Number(value))}
              data={['7', '30', '90'].map((one) => ({ value: one, label: `${one} days` }))}
            />
          </Group>
          <CatchBoundary getResetKey={() => days} errorComponent={ChartMissing}>
            <Suspense fallback={<Skeleton h={240} />}>
              <RiskTrend days={data} marks={data.map((one) => one.date).filter((date) => ended.has(date))} />
            </Suspense>
          </CatchBoundary>
          <Text size="xs" c="dimmed" mt={4}>
            Upright lines: days on which scans ended
          </Text>
        </>
      )}
    </ChartPanel>
  );
}

/** Where the chart's script did not arrive the rest of the page stays; a script is asked for once a page only. */
function ChartMissing() {
  return <Problem error={new Error('The chart could not be loaded; its table could.')} again={() => location.reload()} />;
}

/** How many of the newest scans ended on each day (UTC). */
function countByDay(scans: readonly Scan[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const scan of scans) {
    const day = scan.completed_at?.slice(0, 10);
    if (day !== undefined) {
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
  }
  return counts;
}

function Latest() {
  const latest = useQuery({ queryKey: ['findings', 'latest'], queryFn: findingsApi.latestSevere });
  return (
    <Panel title="Latest severe findings">
      {latest.error && <Problem error={latest.error} again={() => void latest.refetch()} />}
      {!latest.data && !latest.error && <Skeleton h={160} />}
      {latest.data?.length === 0 && <Text size="sm">None is open, as far as was looked.</Text>}
      <ul className="change-list">
        {(latest.data ?? []).map((finding) => (
          <li key={finding.finding_id}>
            <span className="change-line">
              <Level value={finding.severity} />
              <Link to="/findings" search={{ open: finding.finding_id, severity: 'critical,high', sort: '-first_seen_at' }}>
                {finding.title}
              </Link>
            </span>
            <div className="muted small">
              <span className="mono">{visible(finding.asset_value)}</span>, <Time at={finding.first_seen_at} />
            </div>
          </li>
        ))}
      </ul>
      <Link to="/findings" search={{ severity: 'critical,high', sort: '-first_seen_at' }} className="small">
        View all<span className="sr-only"> severe findings</span>
      </Link>
    </Panel>
  );
}

function Riskiest() {
  const risky = useQuery({ queryKey: ['analytics', 'riskiest', 5, undefined], queryFn: () => analyticsApi.riskiest(5) });
  return (
    <Panel title="Riskiest assets">
      {risky.error && <Problem error={risky.error} again={() => void risky.refetch()} />}
      {!risky.data && !risky.error && <Skeleton h={160} />}
      {risky.data && (
        <>
          <ul className="change-list">
            {risky.data.map((asset) => (
              <li key={asset.asset_id}>
                <span className="change-line">
                  <AssetLink asset={asset} />
                  <Score score={asset.risk_score} level={asset.risk_level} />
                </span>
                <div className="muted small">{asset.primary_risk === null ? 'nothing stands out' : visible(asset.primary_risk)}</div>
              </li>
            ))}
          </ul>
          <Anchor component={Link} to="/assets" size="sm">
            All assets
          </Anchor>
        </>
      )}
    </Panel>
  );
}

const MOST_INSIGHTS = 4;

function Advice() {
  const [isAll, setAll] = useState(false);
  const insights = useQuery({ queryKey: ['analytics', 'insights', undefined], queryFn: () => analyticsApi.insights() });
  if (insights.error) {
    return <Problem error={insights.error} again={() => void insights.refetch()} />;
  }
  if (!insights.data) {
    return <Skeleton h={160} />;
  }
  return (
    <>
      <Insights insights={isAll ? insights.data : insights.data.slice(0, MOST_INSIGHTS)} />
      {insights.data.length > MOST_INSIGHTS && !isAll && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {insights.data.length - MOST_INSIGHTS} more
        </Button>
      )}
    </>
  );
}
