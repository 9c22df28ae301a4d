import type { AssetDetail, AssetRow, Config, Page, Profile, Scan, ScanMode } from './types';

/** An answer that is not a success, as the service words it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string,
    readonly fields: Record<string, string>,
    readonly extras: Record<string, unknown>,
  ) {
    super(message);
  }
}

interface ErrorBody {
  detail?: string;
  error_code?: string;
  request_id?: string;
  errors?: { field: string; message: string }[];
}

function csrf(): string {
  return /(?:^|; )reconai_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    headers['X-CSRF-Token'] = csrf();
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
  }
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new ApiError(0, 'OFFLINE', 'The service cannot be reached. Is it running?', '', {}, {});
  }
  if (answer.status === 204) {
    return undefined as T;
  }
  const json: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const error = json as ErrorBody & Record<string, unknown>;
    throw new ApiError(
      answer.status,
      error.error_code ?? 'UNKNOWN',
      error.detail ?? `The service answered ${answer.status}`,
      error.request_id ?? '',
      Object.fromEntries((error.errors ?? []).map((wrong) => [wrong.field, wrong.message])),
      error,
    );
  }
  return json as T;
}

async function data<T>(path: string): Promise<T> {
  return (await call<{ data: T }>('GET', path)).data;
}

export interface AssetQuery {
  page: number;
  limit: number;
  sort: string;
  search?: string | undefined;
  risk_level?: string | undefined;
  severity?: string | undefined;
}

function query(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export const api = {
  config: () => data<Config>('/api/config'),
  me: () => data<Profile>('/api/auth/me'),
  register: (email: string, password: string) => call<unknown>('POST', '/api/auth/register', { email, password }),
  login: (email: string, password: string) => call<unknown>('POST', '/api/auth/login', { email, password }),
  logout: () => call<undefined>('POST', '/api/auth/logout'),
  assets: (wanted: AssetQuery) => call<Page<AssetRow>>('GET', `/api/assets?${query(wanted)}`),
  asset: (id: string) => data<AssetDetail>(`/api/assets/${encodeURIComponent(id)}`),
  evidence: (id: string) => data<unknown>(`/api/assets/${encodeURIComponent(id)}/evidence`),
  scans: () => call<Page<Scan>>('GET', '/api/assets/scans?limit=50'),
  scan: (id: string) => data<Scan>(`/api/assets/scans/${encodeURIComponent(id)}`),
  startScan: (domain: string, mode: ScanMode, scanSubdomains: boolean) =>
    call<{ scan_id: string }>('POST', '/api/assets/scan', { domain, mode, scan_subdomains: scanSubdomains }),
  cancelScan: (id: string) => call<unknown>('POST', `/api/assets/scans/${encodeURIComponent(id)}/cancel`),
  scanEvents: (id: string) => `/api/assets/scans/${encodeURIComponent(id)}/events`,
};
