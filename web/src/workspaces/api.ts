import { call, data, query } from '../api/client';
import type { Page, RiskLevel, Role } from '../api/types';

export type WorkspaceStatus = 'active' | 'monitoring' | 'high_risk' | 'archived';

export interface Workspace {
  workspace_id: string;
  name: string;
  personal: boolean;
  role: Role;
  plan: string;
  member_count: number;
  active_assets: number;
  risk_score: number;
  risk_level: RiskLevel;
  status: WorkspaceStatus;
  created_at: string;
}

export interface Member {
  uid: string;
  email: string;
  display_name: string | null;
  role: Role;
  joined_at: string;
  last_active_at: string;
}

export interface Invitation {
  invitation_id: string;
  email: string;
  role: Role;
  message: string | null;
  invited_by: string;
  created_at: string;
  expires_at: string;
}

/** What the link of an invitation says before it is accepted. */
export interface Offer {
  workspace_name: string;
  role: Role;
  email: string;
  invited_by: string;
  expires_at: string;
}

export interface WorkspaceQuery {
  page?: number;
  limit?: number;
  sort?: string;
  search?: string | undefined;
  status?: string | undefined;
}

const at = (id: string) => `/api/workspaces/${encodeURIComponent(id)}`;
const link = (token: string) => `/api/invitations/${encodeURIComponent(token)}`;

export const workspacesApi = {
  list: (wanted: WorkspaceQuery) => call<Page<Workspace>>('GET', `/api/workspaces?${query(wanted)}`),
  one: (id: string) => data<Workspace>(at(id)),
  create: (name: string) => call<{ data: Workspace }>('POST', '/api/workspaces', { name }),
  change: (id: string, change: { name?: string; archived?: boolean }) =>
    call<{ data: Workspace }>('PATCH', at(id), change),
  remove: (id: string, confirm: string) => call<unknown>('DELETE', at(id), { confirm }),
  members: (id: string, page: number) => call<Page<Member>>('GET', `${at(id)}/members?limit=50&page=${page}`),
  setRole: (id: string, uid: string, role: Role) =>
    call<{ data: Member }>('PATCH', `${at(id)}/members/${encodeURIComponent(uid)}`, { role }),
  removeMember: (id: string, uid: string) => call<undefined>('DELETE', `${at(id)}/members/${encodeURIComponent(uid)}`),
  invitations: (id: string) => call<Page<Invitation>>('GET', `${at(id)}/invitations?limit=100`),
  invite: (id: string, wish: { email: string; role: Role; message?: string }) =>
    call<{ data: Invitation; accept_url: string }>('POST', `${at(id)}/invitations`, wish),
  withdraw: (id: string, invitation: string) =>
    call<undefined>('DELETE', `${at(id)}/invitations/${encodeURIComponent(invitation)}`),
  offer: (token: string) => data<Offer>(link(token)),
  accept: (token: string) => call<{ data: Workspace }>('POST', `${link(token)}/accept`, {}),
};
