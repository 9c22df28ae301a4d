import { askToSignInAgain } from './session';
import { isAway, isBack, isThrottled } from './reach';
import type { AssetDetail, AssetRow, Config, Page, Profile, Scan, ScanMode } from './types';
import { currentStay, inWorkspace } from './workspace';

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

export interface CallOptions {
  signal?: AbortSignal;
  /** Makes a repeated request do its work once. */
  idempotencyKey?: string;
  /** About the person alone: asked in no workspace, since the one of last time may be gone. */
  isAboutPerson?: boolean;
  /** Who the person is, as an identity provider says; what is wrong with it is no matter of the session. */
  bearer?: string;
  /** The version that is to be changed; refused with 412 where it is not the newest any more. */
  ifMatch?: string;
}

/** Asks the service, in the workspace that the page shows. */
export async function call<T>(method: string, path: string, body?: unknown, extra: CallOptions = {}): Promise<T> {
  const answer = await send(method, path, body, extra);
  return (await content(answer)) as T;
}

/** Reads something with the tag of its version. */
export async function callWithTag<T>(path: string): Promise<{ body: T; tag: string | null }> {
  const answer = await send('GET', path, undefined, {});
  return { body: (await content(answer)) as T, tag: answer.headers.get('ETag') };
}

/** What an answer holds; some say all by their status. */
async function content(answer: Response): Promise<unknown> {
  const text = await arrived(answer.text());
  return text === '' ? undefined : JSON.parse(text);
}

/** Asks for a file under the name that the service gives it. */
export async function fetchFile(path: string): Promise<{ name: string; content: Blob }> {
  const answer = await send('GET', path, undefined, {});
  const named = /filename="([\w.-]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1];
  return { name: named ?? 'reconai', content: await arrived(answer.blob()) };
}

/** What is said of passwords and codes that were typed, not of the session. */
const ABOUT_THE_ENTRY = new Set(['INVALID_CREDENTIALS', 'SECOND_FACTOR_NEEDED']);

/** A session that ended is renewed by the person, once; then the same is asked again, of the same workspace. */
async function send(method: string, path: string, body: unknown, extra: CallOptions): Promise<Response> {
  const workspace = extra.isAboutPerson ? undefined : currentStay().workspace;
  const init = request(method, body, extra, workspace);
  try {
    return await successful(path, init);
  } catch (error) {
    const isOver = error instanceof ApiError && error.status === 401 && !ABOUT_THE_ENTRY.has(error.code) && !extra.bearer;
    if (isOver && (await askToSignInAgain())) {
      return successful(path, request(method, body, extra, workspace));
    }
    throw error;
  }
}

function request(method: string, body: unknown, extra: CallOptions, workspace: string | undefined): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    headers['X-CSRF-Token'] = csrf();
  }
  if (workspace) {
    headers['X-Workspace-Id'] = workspace;
  }
  if (extra.bearer) {
    headers['Authorization'] = `Bearer ${extra.bearer}`;
  }
  if (extra.idempotencyKey) {
    headers['Idempotency-Key'] = extra.idempotencyKey;
  }
  if (extra.ifMatch) {
    headers['If-Match'] = extra.ifMatch;
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (extra.signal) {
    init.signal = extra.signal;
  }
  if (body !== undefined) {
    init.body = JSON.stringify(body);
  }
  return init;
}

async function successful(path: string, init: RequestInit): Promise<Response> {
  const answer = await arrived(fetch(path, init));
  isBack();
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return answer;
}

/** What comes over the network. Half an answer is as good as none. */
async function arrived<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    isAway();
    throw new ApiError(0, 'OFFLINE', 'The service cannot be reached. Is it running?', '', {}, {});
  }
}

async function refusal(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as ErrorBody & Record<string, unknown>;
  if (answer.status === 429) {
    isThrottled(Number(body['retry_after'] ?? answer.headers.get('Retry-After') ?? 1));
  }
  return new ApiError(
    answer.status,
    body.error_code ?? 'UNKNOWN',
    body.detail ?? `The service answered ${answer.status}`,
    body.request_id ?? '',
    Object.fromEntries((body.errors ?? []).map((wrong) => [wrong.field, wrong.message])),
    body,
  );
}

export async function data<T>(path: string): Promise<T> {
  return (await call<{ data: T }>('GET', path)).data;
}

export interface AssetQuery {
  page: number;
  limit: number;
  sort: string;
  search?: string | undefined;
  risk_level?: string | undefined;
  severity?: string | undefined;
  parent_domain?: string | undefined;
}

/** The parameters that were given, as a query string. */
export function query(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export const api = {
  config: () => data<Config>('/api/config'),
  me: () => data<Profile>('/api/auth/me'),
  /** Who is signed in, wherever he was last. */
  meAnywhere: async () =>
    (await call<{ data: Profile }>('GET', '/api/auth/me', undefined, { isAboutPerson: true })).data,
  register: (email: string, password: string) =>
    call<{ data: Partial<Profile> }>('POST', '/api/auth/register', { email, password }),
  /** @param code of the second factor, where one counts */
  login: (email: string, password: string, code?: string) =>
    call<unknown>('POST', '/api/auth/login', code ? { email, password, code } : { email, password }),
  /** @param token of the identity provider; the first time makes the account */
  loginWith: (token: string) => call<{ data: Partial<Profile> }>('POST', '/api/auth/login', {}, { bearer: token }),
  logout: () => call<undefined>('POST', '/api/auth/logout'),
  assets: (wanted: AssetQuery) => call<Page<AssetRow>>('GET', `/api/assets?${query(wanted)}`),
  asset: (id: string) => data<AssetDetail>(`/api/assets/${encodeURIComponent(id)}`),
  evidence: (id: string) => data<unknown>(`/api/assets/${encodeURIComponent(id)}/evidence`),
  scans: () => call<Page<Scan>>('GET', '/api/assets/scans?limit=50'),
  scan: (id: string) => data<Scan>(`/api/assets/scans/${encodeURIComponent(id)}`),
  startScan: (domain: string, mode: ScanMode, scanSubdomains: boolean) =>
    call<{ scan_id: string }>('POST', '/api/assets/scan', { domain, mode, scan_subdomains: scanSubdomains }),
  cancelScan: (id: string) => call<unknown>('POST', `/api/assets/scans/${encodeURIComponent(id)}/cancel`),
  /** What happens in the workspace, as it happens. */
  workspaceEvents: (lastEventId: string) => inWorkspace(`/api/events${lastEventId && `?${query({ last_event_id: lastEventId })}`}`),
  scanEvents: (id: string, lastEventId: string) =>
    inWorkspace(`/api/assets/scans/${encodeURIComponent(id)}/events${lastEventId && `?${query({ last_event_id: lastEventId })}`}`),
};
