import { ApiError, call, data } from '../api/client';

/** What an operator sees of the instance. */
export interface InstanceView {
  versions: { reconai: string; java: string; store: number };
  queue: {
    kind: string;
    depth: number;
    oldest_waiting_since: string | null;
    /** Hosts for workers; null where the instance looks at them itself. */
    hosts_waiting: number | null;
    /** Hosts that no worker survived. */
    hosts_set_aside: number | null;
  };
  /** The instance itself, then the workers that it hears of. */
  workers: {
    worker_id: string;
    started_at: string | null;
    seen_at: string | null;
    running: number | null;
    places: number | null;
  }[];
  store: { kind: string; bytes: number };
}

/** Somebody or something shut out by an operator. */
export interface Suspension {
  /** A person's uid, or the id of a workspace. */
  subject: string;
  label: string;
  reason: string;
  since: string;
  by: string;
}

/** One of a person's address and a workspace's id. */
export interface SuspensionWish {
  email?: string;
  workspace_id?: string;
  reason: string;
}

/** What anybody may ask: whether the instance and what it stands on are well. */
export interface Health {
  status: 'healthy' | 'degraded' | 'unhealthy';
  version: string;
  environment: string;
  dependencies: Record<string, string>;
}

const REFRESH_MS = 10_000;

/** Answered for operators alone; to everybody else it does not exist. */
export const instanceQuery = {
  queryKey: ['instance', 'system'],
  queryFn: () => data<InstanceView>('/api/admin/system'),
  staleTime: REFRESH_MS,
};

const SUSPENSIONS = '/api/admin/suspensions';

export const suspensionsQuery = {
  queryKey: ['instance', 'suspensions'],
  queryFn: () => data<Suspension[]>(SUSPENSIONS),
};

export const suspend = (wish: SuspensionWish) => call<{ data: Suspension }>('POST', SUSPENSIONS, wish);

export const letIn = ({ subject }: Suspension) =>
  call<undefined>('DELETE', `${SUSPENSIONS}/${encodeURIComponent(subject)}`);

export const healthQuery = {
  queryKey: ['instance', 'health'],
  queryFn: health,
  refetchInterval: REFRESH_MS,
};

/** An instance that is not well says so in a refusal. */
async function health(): Promise<Health> {
  try {
    return await call<Health>('GET', '/health');
  } catch (error) {
    if (error instanceof ApiError && error.status === 503 && 'dependencies' in error.extras) {
      return error.extras as unknown as Health;
    }
    throw error;
  }
}

export const isNotForMe = (error: Error | null): boolean =>
  error instanceof ApiError && (error.status === 404 || error.status === 403);
