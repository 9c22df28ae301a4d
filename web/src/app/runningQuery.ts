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

/** The scans that go on after one of them was told to have changed. */
export function afterEvent(known: Page<Scan>, told: Scan): Page<Scan> {
  const goesOn = told.scan_status === 'pending' || told.scan_status === 'running';
  const place = known.data.findIndex((scan) => scan.scan_id === told.scan_id);
  if (place >= 0) {
    return goesOn ? { ...known, data: known.data.with(place, told) } : counting(known, known.data.toSpliced(place, 1), -1);
  }
  return goesOn ? counting(known, [told, ...known.data], 1) : known;
}

function counting(known: Page<Scan>, data: Scan[], more: number): Page<Scan> {
  return { data, pagination: { ...known.pagination, total_items: known.pagination.total_items + more } };
}
