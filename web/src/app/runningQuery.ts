import { call } from '../api/client';
import type { Page, Scan } from '../api/types';

const POLL_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/** The scans that go on, as every page knows them. */
export const runningScans = {
  queryKey: ['scans', 'going on'],
  queryFn: () => call<Page<Scan>>('GET', '/api/assets/scans?status=pending,running&limit=20'),
  /** Less and less often while it fails. */
  refetchInterval: (query: { state: { fetchFailureCount: number } }) =>
    Math.min(LONGEST_PAUSE_MS, POLL_MS * 2 ** Math.min(4, query.state.fetchFailureCount)),
};
