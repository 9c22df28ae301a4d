import type { Severity } from '../api/types';
import type { FindingState } from './states';

/** A finding as lists show it. */
export interface FindingRow {
  finding_id: string;
  asset_id: string;
  asset_value: string;
  asset_type: string;
  parent_domain: string;
  detector: string;
  type: string;
  category: string;
  severity: Severity;
  confidence: string;
  title: string;
  description: string;
  remediation: string;
  subject: string;
  state: FindingState;
  reason: string | null;
  accepted_until: string | null;
  assignee: string | null;
  note: string | null;
  first_seen_at: string;
  last_seen_at: string;
  fixed_at: string | null;
  reopened_count: number;
  state_changed_at: string | null;
  state_changed_by: string | null;
  last_scan_id: string;
  evidence: { evidence_id: string; pointer: string; excerpt: string };
}

export interface FindingChange {
  at: string;
  actor: { type: 'user' | 'system'; id: string | null; email: string | null };
  from: FindingState | null;
  to: FindingState;
  reason: string | null;
  scan_id: string | null;
}

export interface FindingDetail extends FindingRow {
  references: string[];
  proofs: { pointer: string; excerpt: string }[];
  history: FindingChange[];
}

export interface FindingSummary {
  open: number;
  by_severity: Record<Severity, number>;
  by_category: Record<string, number>;
  by_type: Record<string, number>;
  by_state: Record<FindingState, number>;
  by_age: Record<string, number>;
  mean_days_to_fix: number | null;
}
