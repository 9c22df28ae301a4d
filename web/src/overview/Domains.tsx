import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call, query } from '../api/client';
import type { Page, RiskLevel, Scan } from '../api/types';
import { Score } from '../assets/Score';
import { AppLink } from '../ui/AppLink';
import { scansApi } from '../scans/api';
import { Problem } from '../ui/Problem';
import { plural } from '../ui/text';
import { Time } from '../ui/Time';
import { coverage } from './coverage';

interface Domain {
  domain_id: string;
  domain: string;
  verified: boolean;
  asset_count: number;
  risk_score: number | null;
  risk_level: RiskLevel | null;
  last_scan_id: string | null;
  last_scanned_at: string | null;
  next_scan_at: string | null;
}

const MOST = 6;

const riskiest = () => call<Page<Domain>>('GET', `/api/domains?${query({ limit: MOST, sort: '-risk_score' })}`);

/** The domains at risk most, with their last and next scan, and how much of each the last one looked at. */
export function Domains({ monitored }: { monitored: number }) {
  const domains = useQuery({ queryKey: ['domains', 'riskiest'], queryFn: riskiest });
  const scans = useQuery({ queryKey: ['scans', 'newest'], queryFn: () => scansApi.newest({}) });
  return (
    <section className="panel" aria-label="Domains">
      <Title order={2} size={16} mb="sm">
        Domains
      </Title>
      {domains.error && <Problem error={domains.error} again={() => void domains.refetch()} />}
      {!domains.data && !domains.error && <Skeleton h={100} />}
      {domains.data?.data.length === 0 && <Text size="sm">None yet: scanning a domain adds it.</Text>}
      {(domains.data?.pagination.total_items ?? 0) > 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {monitored.toLocaleString('en')} of {plural(domains.data?.pagination.total_items ?? 0, 'domain')} monitored
        </Text>
      )}
      <ul className="change-list">
        {(domains.data?.data ?? []).map((domain) => (
          <li key={domain.domain_id}>
            <span className="change-line">
              <AppLink href={`/assets?parent_domain=${encodeURIComponent(domain.domain)}`} className="mono">
                {domain.domain}
              </AppLink>
              {domain.risk_score !== null && domain.risk_level !== null ? (
                <Score score={domain.risk_score} level={domain.risk_level} />
              ) : (
                <span className="muted">not scanned yet</span>
              )}
            </span>
            <div className="muted small">
              {domain.asset_count.toLocaleString('en')} assets, {domain.verified ? 'verified' : 'not verified'}
              {domain.last_scanned_at !== null && (
                <>
                  , last scan <Time at={domain.last_scanned_at} />
                </>
              )}
              {domain.next_scan_at === null ? ', no next scan set' : <>, next <Time at={domain.next_scan_at} /></>}
            </div>
            <Covered scan={scans.data?.find((scan) => scan.scan_id === domain.last_scan_id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How much the last scan of a domain looked at; nothing where that scan is not among the newest. */
function Covered({ scan }: { scan: Scan | undefined }) {
  return scan === undefined ? null : <div className="muted small">{coverage(scan)}</div>;
}
