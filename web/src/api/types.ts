// What the service answers (see /openapi.json); only what the app reads.

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export type RiskLevel = 'low' | 'medium' | 'high' | 'critical';
export type ScanMode = 'passive' | 'standard' | 'active';
export type ScanStatus = 'pending' | 'running' | 'completed' | 'failed' | 'canceled';
export type PhaseState = 'pending' | 'running' | 'completed' | 'failed' | 'skipped';

export type Role = 'viewer' | 'analyst' | 'admin' | 'owner';

/** Who is signed in, with role, plan and usage in the workspace that was asked about. */
export interface Profile {
  uid: string;
  email: string;
  display_name: string | null;
  email_verified: boolean;
  plan: string;
  subscription_status: string;
  workspace_id: string;
  default_workspace_id: string;
  role: Role;
  api_calls_used: number;
  api_calls_limit: number | null;
  scan_credits_used: number;
  scan_credits_limit: number | null;
  usage_reset_at: string;
  created_at: string;
  preferences: {
    theme: 'system' | 'light' | 'dark';
    density: 'comfortable' | 'compact';
    time_zone: string | null;
    email_digest: boolean;
  };
}

export interface Config {
  version: string;
  auth: {
    mode: 'local' | 'firebase' | 'oidc';
    registration: 'open' | 'invited' | 'closed';
    google: boolean;
    firebase: { project_id: string; api_key: string | null; sign_in_url: string | null } | null;
    oidc: { issuer: string; audience: string } | null;
  };
  billing_enabled: boolean;
  quotas: 'enforced' | 'off';
  require_ownership: boolean;
  demo: boolean;
}

export interface Pagination {
  current_page: number;
  total_pages: number;
  total_items: number;
  items_per_page: number;
}

export interface Page<T> {
  data: T[];
  pagination: Pagination;
}

export interface AssetRow {
  asset_id: string;
  asset_value: string;
  asset_type: 'domain' | 'subdomain' | 'ip_address';
  parent_domain: string;
  risk_score: number;
  risk_level: RiskLevel;
  risk_factors: string[];
  ip_addresses: string[];
  open_ports: number[];
  technologies: string[];
  ssl_cert_valid: boolean | null;
  ssl_days_until_expiry: number | null;
  http_status: number | null;
  title: string | null;
  server_header: string | null;
  /** 0 to 100; null when no page was judged. */
  http_security_headers_score: number | null;
  open_findings: number;
  open_findings_by_severity: Record<Severity, number>;
  state: 'active' | 'stale';
  tags: string[];
  owner: string | null;
  discovered_via: string;
  discovered_at: string;
  last_scanned_at: string;
  next_scan_at: string | null;
}

export interface Proof {
  pointer: string;
  excerpt: string;
}

export interface Finding {
  finding_id: string;
  detector: string;
  type: string;
  category: string;
  severity: Severity;
  confidence: string;
  location: string;
  title: string;
  description: string;
  remediation: string;
  references: string[];
  evidence: Proof[];
  verified: boolean;
}

export interface Contribution {
  feature: string;
  label: string;
  value: number | null;
  contribution: number;
  direction: 'raises' | 'lowers' | 'none';
  evidence: string | null;
}

export interface Certificate {
  subject: string;
  issuer: string;
  not_before: string;
  not_after: string;
  names: string[];
  name_count: number;
  key_algorithm: string;
  key_bits: number;
  signature_algorithm: string;
  sha256: string;
}

export interface AssetDetail extends Omit<AssetRow, 'risk_factors'> {
  risk_confidence: number;
  risk_model: { name: string; version: string; fallback: boolean };
  risk_explanation: { base: number; unit: string; contributions: Contribution[]; sum: number };
  addresses: {
    ip: string;
    ptr: string | null;
    asn: number | null;
    as_name: string | null;
    country: string | null;
    city: string | null;
    network: string | null;
    provider: string | null;
    provider_kind: string | null;
    blocked_by: string;
  }[];
  providers: { subject: string; provider: string; name: string; kind: string }[];
  registration: { registrar: string; registered_at: string | null; expires_at: string | null; source: string } | null;
  breach_history: {
    count: number;
    breaches: { name: string; date: string | null; compromised_data: string[] }[];
    leaked_addresses: number | null;
    source: string | null;
  };
  ports: {
    address: string;
    port: number;
    protocol: string;
    service: string;
    product: string | null;
    version: string | null;
    cpe: string | null;
    banner: string | null;
    evidence: string;
  }[];
  ssl_cert_info: {
    valid: boolean;
    days_until_expiry: number;
    hostname_matches: boolean;
    trust: string;
    trust_store: string;
    grade: string;
    protocols: string[];
    cipher: string;
    weak_ciphers: string[];
    chain: Certificate[];
    evidence: string;
  } | null;
  tls_grades: TlsGrade[];
  dns_records: Record<string, string[]>;
  http_info: {
    url: string;
    status: number;
    title: string | null;
    redirect_chain: { url: string; status: number; location: string | null }[];
    security_headers: Record<string, string | null>;
    headers: { name: string; value: string; evidence: string }[];
    evidence: string;
  } | null;
  site_info: {
    protocols: string[];
    site: 'own' | 'default' | 'unknown';
    cookies: {
      name: string;
      domain: string;
      path: string;
      secure: boolean;
      http_only: boolean;
      same_site: string;
      session: boolean;
      kept: boolean;
    }[];
    login_form: { action: string; method: string } | null;
    security_txt: { contacts: string[]; policies: string[]; expires: string | null; signed: boolean } | null;
    guides: string[];
    trailers: { name: string; value: string }[];
  };
  /** What MDN HTTP Observatory would say of the start page, by its rules. */
  observatory: { score: number; grade: string; results: { outcome: string; points: number }[] } | null;
  security_findings: Finding[];
  coverage: { probe: string; outcome: string; detail: string }[];
  discovery_path: { source: string; detail: string }[];
  notes: string | null;
  rescan_enabled: boolean;
  scan_frequency_hours: number | null;
}

/** What is said of one TLS server by rule; `-` where there is no grade. */
export interface TlsGrade {
  address: string;
  port: number;
  rule: string;
  grade: string;
  grade_without_trust: string;
  profile: string;
  profile_broken: string;
  reasons: string[];
  evidence: string;
}

export interface ScanWarning {
  code: string;
  source: string;
  detail: string;
}

export interface Scan {
  scan_id: string;
  domain: string;
  scan_type: 'full' | 'quick' | 'rescan';
  mode: ScanMode;
  scan_status: ScanStatus;
  scan_subdomains: boolean;
  scan_progress: number;
  current_phase: string;
  phases: Record<'discovery' | 'enrichment' | 'risk_analysis', PhaseState>;
  counts: { names_found: number; names_resolved: number; hosts_total: number; hosts_done: number };
  assets_discovered: number;
  new_assets: number;
  high_risk_assets: number;
  critical_risk_assets: number;
  findings_by_severity: Record<Severity, number>;
  sources: { source: string; status: string; names: number; new_names?: number; detail: string }[];
  findings_new: number;
  findings_fixed: number;
  trigger: 'manual' | 'api' | 'schedule' | 'replay' | 'upload';
  requested_by: string;
  /** What the API token was called by which it was asked for. */
  token_name: string | null;
  source_scan_id: string | null;
  started_at: string | null;
  estimated_completion: string | null;
  warnings: ScanWarning[];
  error_message: string | null;
  created_at: string;
  completed_at: string | null;
  duration_seconds: number | null;
}

export interface ScanAsset {
  asset_id: string;
  asset_value: string;
  risk_score: number;
  risk_level: RiskLevel;
  open_ports: number[];
  findings_count: number;
}
