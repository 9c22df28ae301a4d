import { Button, NativeSelect, SimpleGrid, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, query } from '../api/client';
import type { RiskLevel } from '../api/types';
import { scansApi } from '../scans/api';
import { PageHead } from '../ui/PageHead';
import { Panel } from '../ui/Panel';
import { words } from '../ui/text';
import { Problem } from '../ui/Problem';
import { useDownload } from './download';
import { ScheduledReports } from './ScheduledReports';

interface Scope {
  domain: string;
  level: string;
}

interface Report {
  title: string;
  text: string;
  formats: { label: string; path: (scope: Scope) => string | Promise<string> }[];
}

const LEVELS: RiskLevel[] = ['critical', 'high', 'medium', 'low'];

const assets = (format: string, more: object = {}) => (scope: Scope) =>
  `/api/assets/export?${query({ format, parent_domain: scope.domain, risk_level: scope.level, ...more })}`;
const findings = (format: string) => (scope: Scope) => `/api/findings/export?${query({ format, parent_domain: scope.domain })}`;

/** Of the newest scan that ended and looked itself. */
async function evidence({ domain }: Scope): Promise<string> {
  const scans = await scansApi.newest({ status: 'completed', ...(domain === '' ? {} : { domain }) });
  const newest = scans.find((scan) => scan.trigger !== 'replay');
  if (!newest) {
    throw new Error(`No scan${domain === '' ? '' : ` of ${domain}`} has ended yet: there is no evidence.`);
  }
  return scansApi.evidenceFile(newest.scan_id);
}

const REPORTS: Report[] = [
  {
    title: 'Report',
    text: 'For people: summary, findings with evidence and how to fix them, hosts by risk, what was not tested.',
    formats: [
      {
        label: 'PDF',
        path: (scope) => `/api/assets/export-detailed-report?${query({ domain: scope.domain, risk_level: scope.level })}`,
      },
    ],
  },
  {
    title: 'Assets',
    text: 'A row for each host: score, addresses, ports, technologies, certificate, counts of what was found.',
    formats: [
      { label: 'CSV', path: assets('csv') },
      { label: 'CSV for Excel', path: assets('csv', { excel: true }) },
      { label: 'JSON', path: assets('json') },
      { label: 'JSON lines', path: assets('jsonl') },
    ],
  },
  {
    title: 'Assets with everything',
    text: 'All that is known of each host, as its page shows it: records, headers, certificates, reasons of the score.',
    formats: [
      { label: 'JSON', path: assets('json', { detail: true }) },
      { label: 'JSON lines', path: assets('jsonl', { detail: true }) },
    ],
  },
  {
    title: 'Findings',
    text: 'Open and acknowledged findings, one each. The level below does not apply to them.',
    formats: [
      { label: 'CSV', path: findings('csv') },
      { label: 'JSON', path: findings('json') },
      { label: 'JSON lines', path: findings('jsonl') },
    ],
  },
  {
    title: 'Evidence',
    text: 'Everything that the newest scan saw, one host a line, for reconai replay. The level does not apply to it.',
    formats: [{ label: 'JSON lines', path: evidence }],
  },
  {
    title: 'SARIF',
    text: 'Open findings for code-scanning pages and tools that read SARIF 2.1.0.',
    formats: [{ label: 'SARIF', path: assets('sarif') }],
  },
];

/** What can be taken away, and of how much. */
export function ReportsPage() {
  const [scope, setScope] = useState<Scope>({ domain: '', level: '' });
  const download = useDownload();
  return (
    <div className="stack">
      <PageHead title="Reports" />
      <Panel title="Of what">
        <div className="filters">
          <TextInput
            className="grow"
            label="Domain"
            description="Empty for the whole workspace"
            placeholder="example.com"
            autoComplete="off"
            spellCheck={false}
            value={scope.domain}
            onChange={(event) => setScope({ ...scope, domain: event.currentTarget.value.trim().toLowerCase() })}
          />
          <NativeSelect
            label="Level of risk"
            value={scope.level}
            onChange={(event) => setScope({ ...scope, level: event.currentTarget.value })}
            data={[{ value: '', label: 'All' }, ...LEVELS.map((value) => ({ value, label: words(value) }))]}
          />
        </div>
        <InScope scope={scope} />
      </Panel>
      <div role="status">
        {download.isBusy && <Text>{download.what} is being made…</Text>}
        {download.done && <Text>{download.done} was saved by the browser.</Text>}
      </div>
      {download.error && <Problem error={download.error} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {REPORTS.map((report) => (
          <article key={report.title} className="panel report" aria-label={report.title}>
            <Title order={2} size={18}>
              {report.title}
            </Title>
            <Text>{report.text}</Text>
            <div className="report-formats">
              {report.formats.map((format) => (
                <Button
                  key={format.label}
                  variant="default"
                  disabled={download.isBusy}
                  onClick={() => download.start(format.path(scope), `${report.title} (${format.label})`)}
                >
                  {format.label}
                  <span className="sr-only"> of {report.title}</span>
                </Button>
              ))}
            </div>
          </article>
        ))}
      </SimpleGrid>
      <ScheduledReports />
    </div>
  );
}

/** How many assets the scope takes in, before anything is made. */
function InScope({ scope }: { scope: Scope }) {
  const count = useQuery({
    queryKey: ['assets', 'in scope', scope],
    queryFn: () => api.assets({ page: 1, limit: 1, sort: '-risk_score', risk_level: scope.level, parent_domain: scope.domain }),
  });
  const total = count.data?.pagination.total_items;
  return (
    <Text role="status">
      {count.error ? 'How many assets this is could not be found out.' : total === undefined ? '…' : `${total.toLocaleString('en')} assets`}
    </Text>
  );
}
