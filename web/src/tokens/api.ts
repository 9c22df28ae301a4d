import { call } from '../api/client';
import type { Page } from '../api/types';

export interface ApiToken {
  token_id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  last_used_ip: string | null;
}

export const tokensApi = {
  list: (page: number) => call<Page<ApiToken>>('GET', `/api/tokens?limit=20&page=${page}`),
  create: (wish: { name: string; scopes: string[]; expires_at: string }) =>
    call<{ data: ApiToken & { token: string } }>('POST', '/api/tokens', wish),
  rename: (id: string, name: string) => call<{ data: ApiToken }>('PATCH', `/api/tokens/${encodeURIComponent(id)}`, { name }),
  revoke: (id: string) => call<undefined>('DELETE', `/api/tokens/${encodeURIComponent(id)}`),
};
