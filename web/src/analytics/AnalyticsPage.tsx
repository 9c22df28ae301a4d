import '../changes/changes.css';
import './charts.css';
import { Button, Group, NativeSelect, NumberInput, SegmentedControl, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { assetsApi } from '../assets/api';
import { AssetLink } from '../assets/AssetLink';
import { BANDS } from '../findings/ages';
import { findingsApi } from '../findings/api';
import { SEVERITIES } from '../findings/search';
import { FirstScan } from '../scans/FirstScan';
import { changed } from '../table/parameters';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { plural, visible, words } from '../ui/text';
import { analyticsApi } from './api';
import { type Bar, BarList } from './BarList';
import { ChartPanel } from './ChartPanel';
import { OpenBySeverity, OpenedAndFixed, RiskTrend } from './charts';
import { Insights } from './Insights';
import { RiskyAssets } from './RiskyAssets';
import { type AnalyticsSearch, USUAL_DAYS } from './search';
import { certificatesSentence, findingsSentence, mostSentence, openSentence, riskSentence, typesSentence } from './sentences';

const RANGES = ['7', '30', '90'];
const LEVELS = ['critical', 'high', 'medium', 'low'] as const;

/** Where each factor's assets or findings are listed. */
const FACTORS: Record<string, string> = {
  ssh_exposed: '/assets?open_port=22',
  rdp_exposed: '/assets?open_port=3389',
  outdated_software: '/findings?type=tech.end-of-life,tech.outdated-release',
  invalid_ssl: '/findings?category=TLS',
  ssl_issues: '/findings?category=TLS',
  missing_headers: '/findings?category=HTTP+Headers',
  dns_misconfig: '/findings?category=DNS+Misconfiguration',
  takeover: '/findings?category=Subdomain+Takeover',
  cloud_storage: '/findings?category=Cloud+Storage',
  sensitive_files: '/findings?category=Exposed+File',
  open_directories: '/findings?category=Open+Directory',
  breach_history: '/findings?category=Breaches',
};

/** The workspace in figures: now, and over time. */
export function AnalyticsPage() {
  const search: AnalyticsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const days = Number(search.days ?? USUAL_DAYS);
  const change = (change: AnalyticsSearch) =>
    void navigate({ to: '/analytics', search: changed(search, change), replace: true, resetScroll: false });
  const dashboard = useQuery({ queryKey: ['analytics', 'dashboard', search.domain], queryFn: () => analyticsApi.dashboard(search.domain) });
  const facets = useQuery({ queryKey: ['assets', 'facets', {}], queryFn: () => assetsApi.facets({}), staleTime: 60_000 });
  const domains = (facets.data?.parent_domain ?? []).map((one) => one.value);
  if (dashboard.data?.total_scans === 0 && search.domain === undefined) {
    return (
      <>
        <PageHead title="Analytics" />
        <FirstScan />
      </>
    );
  }
  const range = RANGES.includes(String(days)) ? String(days) : 'other';
  return (
    <>
      <PageHead title="Analytics" />
      <Group mb="md" gap="sm" align="end">
        <SegmentedControl
          aria-label="Period"
          value={range}
          onChange={(value) => change({ days: value === 'other' ? '365' : value === String(USUAL_DAYS) ? '' : value })}
          data={[...RANGES.map((one) => ({ value: one, label: `${one} days` })), { value: 'other', label: 'Other' }]}
        />
        {range === 'other' && (
          <NumberInput
            aria-label="Days"
            suffix=" days"
            min={1}
            max={365}
            clampBehavior="blur"
            w={120}
            value={days}
            onChange={(value) => typeof value === 'number' && change({ days: String(value) })}
          />
        )}
        <NativeSelect
          aria-label="Domain"
          value={search.domain ?? ''}
          data={[{ value: '', label: 'All domains' }, ...withOwn(domains, search.domain)]}
          onChange={(event) => change({ domain: event.currentTarget.value })}
        />
        <Button variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ['analytics'] })}>
          Refresh
        </Button>
      </Group>
      {dashboard.error && <Problem error={dashboard.error} again={() => void dashboard.refetch()} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <OverTime days={days} domain={search.domain} />
        <Now domain={search.domain} />
      </SimpleGrid>
    </>
  );
}

function withOwn(domains: readonly string[], own: string | undefined): string[] {
  return own === undefined || domains.includes(own) ? [...domains] : [own, ...domains];
}

function OverTime({ days, domain }: { days: number; domain: string | undefined }) {
  const risk = useQuery({ queryKey: ['analytics', 'risk', days, domain], queryFn: () => analyticsApi.riskTrend(days, domain) });
  const findings = useQuery({
    queryKey: ['analytics', 'findings', days, domain],
    queryFn: () => analyticsApi.findingsTrend(days, domain),
  });
  return (
    <>
      <ChartPanel
        title="Risk over time"
        answer={risk}
        sentence={riskSentence}
        head={['Day', 'Risk score', 'Assets', 'Open findings']}
        rows={(data) => data.map((one) => [one.date, one.risk_score, one.asset_count, one.open_findings])}
      >
        {(data) => <RiskTrend days={data} />}
      </ChartPanel>
      <ChartPanel
        title="Findings opened and fixed"
        answer={findings}
        sentence={findingsSentence}
        head={['Day', 'Opened', 'Fixed']}
        rows={(data) => data.map((one) => [one.date, one.opened, one.fixed])}
      >
        {(data) => <OpenedAndFixed days={data} />}
      </ChartPanel>
      <ChartPanel
        title="Open findings by severity"
        answer={findings}
        sentence={openSentence}
        head={['Day', ...SEVERITIES.map(words)]}
        rows={(data) => data.map((one) => [one.date, ...SEVERITIES.map((severity) => one.open_by_severity[severity])])}
      >
        {(data) => <OpenBySeverity days={data} />}
      </ChartPanel>
    </>
  );
}

function Now({ domain }: { domain: string | undefined }) {
  const key = (name: string) => ['analytics', name, domain];
  const summary = useQuery({ queryKey: ['findings', 'summary'], queryFn: findingsApi.summary });
  const distribution = useQuery({ queryKey: key('distribution'), queryFn: () => analyticsApi.distribution(domain) });
  const factors = useQuery({ queryKey: key('factors'), queryFn: () => analyticsApi.factors(domain) });
  const technologies = useQuery({ queryKey: key('technologies'), queryFn: () => analyticsApi.technologies(domain) });
  const ports = useQuery({ queryKey: key('ports'), queryFn: () => analyticsApi.ports(domain) });
  const certificates = useQuery({ queryKey: key('certificates'), queryFn: () => analyticsApi.certificates(domain) });
  const networks = useQuery({ queryKey: key('networks'), queryFn: () => analyticsApi.networks(domain) });
  const insights = useQuery({ queryKey: key('insights'), queryFn: () => analyticsApi.insights(domain) });
  const inDomain = domain === undefined ? '' : `&parent_domain=${encodeURIComponent(domain)}`;
  return (
    <>
      {domain === undefined && (
        <ChartPanel
          title="Age of open findings"
          answer={summary}
          sentence={(data) =>
            `${plural(data.by_age['90+'] ?? 0, 'finding has', 'findings have')} been open for over 90 days; ${
              data.mean_days_to_fix === null
                ? 'none was fixed yet'
                : `fixing took ${data.mean_days_to_fix.toLocaleString('en', { maximumFractionDigits: 1 })} days on average`
            }.`
          }
          head={['Age', 'Open findings']}
          rows={(data) => BANDS.map((band) => [band.label, data.by_age[band.key] ?? 0])}
        >
          {(data) => (
            <BarList
              bars={BANDS.map((band) => ({
                key: band.id,
                label: band.label,
                count: data.by_age[band.key] ?? 0,
                href: `/findings?age=${band.id}`,
              }))}
            />
          )}
        </ChartPanel>
      )}
      <ChartPanel
        title="Assets by type and level"
        answer={distribution}
        sentence={typesSentence}
        head={['Type', ...LEVELS.map(words)]}
        rows={(data) => Object.entries(data.risk_by_type).map(([type, levels]) => [words(type), ...LEVELS.map((level) => levels[level])])}
      >
        {(data) => (
          <BarList
            bars={Object.entries(data.risk_by_type).flatMap(([type, levels]) =>
              LEVELS.filter((level) => levels[level] > 0).map((level) => ({
                key: `${type} ${level}`,
                label: `${words(type)}, ${level}`,
                count: levels[level],
                href: `/assets?asset_type=${type}&risk_level=${level}${inDomain}`,
              })),
            )}
          />
        )}
      </ChartPanel>
      <ChartPanel
        title="What contributes to the risk"
        answer={factors}
        sentence={(data) =>
          data.factors[0]
            ? `${data.factors[0].name} concerns ${data.factors[0].percentage.toLocaleString('en')} % of ${plural(data.total_assets, 'asset')}.`
            : 'None of the known factors was seen.'
        }
        head={['Factor', 'Assets', 'Percent']}
        rows={(data) => data.factors.map((factor) => [factor.name, factor.count, factor.percentage])}
      >
        {(data) => (
          <BarList
            most={20}
            bars={data.factors.map((factor) => ({
              key: factor.code,
              label: factor.name,
              count: factor.count,
              note: `(${factor.percentage.toLocaleString('en')} %)`,
              ...(FACTORS[factor.code] === undefined ? {} : { href: FACTORS[factor.code] + inDomain }),
            }))}
          />
        )}
      </ChartPanel>
      <RiskyAssets domain={domain} />
      <ChartPanel
        title="Technologies"
        answer={technologies}
        sentence={(data) => {
          const old = data.filter((one) => one.outdated).length;
          return `${plural(data.length, 'product')} listed, ${old.toLocaleString('en')} of them outdated somewhere.`;
        }}
        head={['Technology', 'Version', 'Assets', 'Outdated']}
        rows={(data) => data.map((one) => [visible(one.name), visible(one.version ?? ''), one.count, one.outdated ? 'yes' : 'no'])}
      >
        {(data) => (
          <BarList
            bars={data.map(
              (one): Bar => ({
                key: `${one.name} ${one.version ?? ''}`,
                label: one.version === null ? one.name : `${one.name} ${one.version}`,
                count: one.count,
                href: `/assets?search=${encodeURIComponent(one.name)}${inDomain}`,
                ...(one.outdated ? { mark: 'outdated' } : {}),
              }),
            )}
          />
        )}
      </ChartPanel>
      <ChartPanel
        title="Open ports"
        answer={ports}
        sentence={(data) => mostSentence(data.map((one) => ({ label: `Port ${one.port}`, count: one.count })), 'port')}
        head={['Port', 'Service', 'Assets']}
        rows={(data) => data.map((one) => [one.port, visible(one.service), one.count])}
      >
        {(data) => (
          <BarList
            bars={data.map((one) => ({
              key: String(one.port),
              label: `${one.port} ${one.service}`,
              count: one.count,
              href: `/assets?open_port=${one.port}${inDomain}`,
            }))}
          />
        )}
      </ChartPanel>
      <ChartPanel
        title="Certificates that end"
        answer={certificates}
        sentence={certificatesSentence}
        head={['Asset', 'Ends', 'Days left']}
        rows={(data) => data.items.map((one) => [visible(one.asset_value), one.expiry.slice(0, 10), one.days_left])}
      >
        {(data) => (
          <>
            <div className="strip">
              <Box label="run out" count={data.expired} edge="critical" />
              <Box label="within 7 days" count={data.within_7_days} edge="high" />
              <Box label="8 to 30 days" count={data.within_30_days} edge="medium" />
              <Box label="31 to 90 days" count={data.within_90_days} edge="info" />
              <Box label="later" count={data.later} edge="low" />
            </div>
            <ul className="change-list">
              {data.items.slice(0, 8).map((one) => (
                <li key={one.asset_id}>
                  <AssetLink asset={one} />{' '}
                  <Text size="sm" component="span">
                    {one.days_left < 0 ? `ran out ${plural(-one.days_left, 'day')} ago` : `ends in ${plural(one.days_left, 'day')}`}
                  </Text>
                </li>
              ))}
            </ul>
          </>
        )}
      </ChartPanel>
      <ChartPanel
        title="Countries and networks"
        answer={networks}
        sentence={(data) => mostSentence(data.by_asn.map((one) => ({ label: `AS${one.asn}`, count: one.count })), 'network')}
        head={['What', 'Name', 'Assets']}
        rows={(data) => [
          ...data.by_asn.map((one) => [`AS${one.asn}`, visible(one.name), one.count]),
          ...data.by_country.map((one) => ['Country', one.country, one.count]),
        ]}
      >
        {(data) => (
          <BarList
            most={20}
            bars={[
              ...data.by_asn.slice(0, 8).map((one) => ({
                key: `as ${one.asn}`,
                label: `AS${one.asn} ${one.name}`,
                count: one.count,
                href: `/assets?asn=${one.asn}${inDomain}`,
              })),
              ...data.by_country.slice(0, 8).map((one) => ({
                key: one.country,
                label: one.country,
                count: one.count,
                href: `/assets?country=${one.country}${inDomain}`,
              })),
            ]}
          />
        )}
      </ChartPanel>
      <section className="panel chart whole-row" aria-label="Insights">
        <Title order={2} size={16} mb="sm">
          Insights
        </Title>
        {insights.error && <Problem error={insights.error} again={() => void insights.refetch()} />}
        {insights.data && <Insights insights={insights.data} />}
      </section>
    </>
  );
}

function Box({ label, count, edge }: { label: string; count: number; edge: string }) {
  return (
    <div style={{ ['--edge' as string]: `var(--chart-${edge})` }}>
      <strong>{count.toLocaleString('en')}</strong>
      {label}
    </div>
  );
}
