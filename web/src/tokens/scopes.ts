import type { Role } from '../api/types';
import { mayActAs } from '../auth/roles';

export interface ScopeText {
  scope: string;
  text: string;
  /** The least role that can give it. */
  least: Role;
}

export interface ScopeGroup {
  group: string;
  scopes: ScopeText[];
}

const read = (scope: string, text: string): ScopeText => ({ scope, text, least: 'viewer' });
const write = (scope: string, text: string): ScopeText => ({ scope, text, least: 'analyst' });

/** What a token may be used for, by what it is about. */
export const SCOPE_GROUPS: ScopeGroup[] = [
  { group: 'Assets', scopes: [read('assets:read', 'Read'), write('assets:write', 'Tag, change, delete')] },
  { group: 'Scans', scopes: [read('scans:read', 'Read'), write('scans:write', 'Start and stop')] },
  { group: 'Findings', scopes: [read('findings:read', 'Read'), write('findings:write', 'Triage')] },
  { group: 'Domains', scopes: [read('domains:read', 'Read'), write('domains:write', 'Add, verify, schedule')] },
  { group: 'Alerts', scopes: [read('alerts:read', 'Read'), read('alerts:write', 'Mark, set channels and rules')] },
  {
    group: 'Other',
    scopes: [
      read('analytics:read', 'Analytics'),
      read('export:read', 'Exports and reports'),
      read('members:read', 'Members'),
      read('billing:read', 'Plan and usage'),
      { scope: 'audit:read', text: 'Audit log', least: 'admin' },
    ],
  },
];

const ALL = SCOPE_GROUPS.flatMap((group) => group.scopes);

/** Those that a role can give. */
export function givable(role: Role): string[] {
  return ALL.filter((scope) => mayActAs(role, scope.least)).map((scope) => scope.scope);
}

export const PRESETS: { name: string; scopes: (role: Role) => string[] }[] = [
  { name: 'Read only', scopes: (role) => givable(role).filter((scope) => scope.endsWith(':read')) },
  { name: 'CI scan', scopes: () => ['scans:read', 'scans:write', 'assets:read', 'findings:read', 'export:read'] },
];

/** A request to try a token with. */
export function example(origin: string, token: string, scopes: string[]): string {
  const auth = `-H 'Authorization: Bearer ${token}'`;
  if (scopes.includes('scans:write')) {
    return `curl -s ${origin}/api/assets/scan ${auth} \\\n  -H 'Content-Type: application/json' -d '{"domain": "example.com"}'`;
  }
  const path = {
    'assets:read': '/api/assets?limit=5',
    'findings:read': '/api/findings?limit=5',
    'scans:read': '/api/assets/scans?limit=5',
    'domains:read': '/api/domains',
    'analytics:read': '/api/analytics/dashboard',
    'billing:read': '/api/billing/usage',
    'audit:read': '/api/audit-log?limit=5',
    'export:read': '/api/assets/export?format=csv',
  };
  const first = scopes.find((scope): scope is keyof typeof path => scope in path);
  return `curl -s '${origin}${first ? path[first] : '/api/workspaces'}' ${auth}`;
}
