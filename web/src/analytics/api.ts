import { data, query } from '../api/client';
import type { RiskLevel, Severity } from '../api/types';

export interface Dashboard {
  overall_risk_score: number;
  overall_risk_level: RiskLevel;
  risk_score_change_7d: number;
  discovered_assets: number;
  assets_change_7d: number;
  total_scans: number;
  scans_change_7d: number;
  new_critical_alerts: number;
  open_vulnerabilities: number;
  assets_by_risk: Record<RiskLevel, number>;
  open_findings: number;
  open_findings_by_severity: Record<Severity, number>;
  history_days: number;
  monitored_domains: number;
  last_scan: { scan_id: string; domain: string; completed_at: string } | null;
  latest_findings: { finding_id: string; title: string; severity: Severity; asset_value: string; first_seen_at: string }[];
}

export interface TrendDay {
  date: string;
  risk_score: number;
  asset_count: number;
  open_findings: number;
}

export interface FindingsDay {
  date: string;
  opened: number;
  fixed: number;
  open_by_severity: Record<Severity, number>;
}

export interface Risky {
  asset_id: string;
  asset_value: string;
  asset_type: string;
  risk_score: number;
  risk_level: RiskLevel;
  primary_risk: string | null;
  open_ports: number[];
  http_status: number | null;
  last_scanned_at: string;
}

export interface Distribution {
  by_type: Record<string, number>;
  by_risk: Record<RiskLevel, number>;
  risk_by_type: Record<string, Record<RiskLevel, number>>;
}

export interface Factor {
  code: string;
  name: string;
  count: number;
  percentage: number;
}

export interface Insight {
  type: 'critical' | 'warning' | 'info' | 'success';
  title: string;
  message: string;
  priority: 'critical' | 'high' | 'medium' | 'low';
  recommendation: string | null;
  link: string;
}

export interface Certificates {
  expired: number;
  within_7_days: number;
  within_30_days: number;
  within_90_days: number;
  later: number;
  items: { asset_id: string; asset_value: string; expiry: string; days_left: number; valid: boolean | null }[];
}

export interface Networks {
  by_asn: { asn: number; name: string; count: number }[];
  by_country: { country: string; count: number }[];
}

type Domain = string | undefined;

const at = <T>(path: string, wanted: object) => data<T>(`/api/analytics/${path}?${query(wanted)}`);

export const analyticsApi = {
  dashboard: (domain?: Domain) => at<Dashboard>('dashboard', { domain }),
  riskTrend: (days: number, domain?: Domain) => at<TrendDay[]>('risk-trend', { days, domain }),
  findingsTrend: (days: number, domain?: Domain) => at<FindingsDay[]>('findings-trend', { days, domain }),
  riskiest: (limit: number, domain?: Domain) => at<Risky[]>('top-risky-assets', { limit, domain }),
  distribution: (domain?: Domain) => at<Distribution>('asset-distribution', { domain }),
  factors: (domain?: Domain) => at<{ factors: Factor[]; total_assets: number }>('risk-factors', { limit: 20, domain }),
  insights: async (domain?: Domain) => (await at<{ insights: Insight[] }>('security-insights', { domain })).insights,
  technologies: (domain?: Domain) =>
    at<{ name: string; version: string | null; count: number; outdated: boolean }[]>('technologies', { limit: 20, domain }),
  ports: (domain?: Domain) => at<{ port: number; service: string; count: number }[]>('ports', { limit: 20, domain }),
  certificates: (domain?: Domain) => at<Certificates>('certificates', { domain }),
  networks: (domain?: Domain) => at<Networks>('networks', { domain }),
};
