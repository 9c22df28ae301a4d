import { api, call, query } from '../api/client';
import type { Page, Scan } from '../api/types';
import { domainsApi } from '../domains/api';
import type { FindingRow } from '../findings/types';
import { visible, words } from '../ui/text';
import type { IconName } from './Icon';

/** Something that the service found for a typed text, and where it is shown. */
export interface Hit {
  path: string;
  label: string;
  note: string;
  icon: IconName;
}

const MOST = 6;

async function assets(text: string): Promise<Hit[]> {
  const found = await api.assets({ page: 1, limit: MOST, sort: '-risk_score', search: text });
  return found.data.map((asset) => ({
    path: `/assets/${asset.asset_id}`,
    label: visible(asset.asset_value),
    note: `Asset, ${asset.risk_level} risk`,
    icon: 'assets',
  }));
}

async function findings(text: string): Promise<Hit[]> {
  const found = await call<Page<FindingRow>>('GET', `/api/findings?${query({ search: text, limit: MOST })}`);
  return found.data.map((finding) => ({
    path: `/findings?${query({ search: text, open: finding.finding_id })}`,
    label: finding.title,
    note: `Finding, ${finding.severity}, ${visible(finding.asset_value)}`,
    icon: 'findings',
  }));
}

async function scans(text: string): Promise<Hit[]> {
  const found = await call<Page<Scan>>('GET', `/api/assets/scans?${query({ limit: 50 })}`);
  return found.data
    .filter((scan) => scan.domain.includes(text.toLowerCase()))
    .slice(0, MOST)
    .map((scan) => ({
      path: `/scans/${scan.scan_id}`,
      label: scan.domain,
      note: `Scan, ${words(scan.scan_status).toLowerCase()}`,
      icon: 'scans',
    }));
}

async function domains(text: string): Promise<Hit[]> {
  const found = await domainsApi.list({ search: text, limit: MOST });
  return found.data.map((domain) => ({
    path: `/domains/${domain.domain_id}`,
    label: domain.domain,
    note: domain.verified ? 'Domain, verified' : 'Domain',
    icon: 'domains',
  }));
}

/** What the command palette looks through. One more kind of thing is one more line. */
export const SEARCHES: ((text: string) => Promise<Hit[]>)[] = [assets, findings, domains, scans];
