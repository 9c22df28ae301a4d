import { expect, it, vi } from 'vitest';
import type { Page, Scan } from '../api/types';

vi.stubGlobal('window', undefined);
const { afterEvent } = await import('./runningQuery');

const scan = (scan_id: string, scan_status: string, scan_progress = 0) => ({ scan_id, scan_status, scan_progress }) as Scan;

const page = (...data: Scan[]): Page<Scan> => ({
  data,
  pagination: { current_page: 1, total_pages: 1, total_items: data.length, items_per_page: 20 },
});

it.each([
  ['one goes on', page(scan('a', 'running', 10)), scan('a', 'running', 40), ['a 40'], 1],
  ['one begins', page(scan('a', 'running', 10)), scan('b', 'pending'), ['b 0', 'a 10'], 2],
  ['one ends', page(scan('a', 'running', 10), scan('b', 'running', 50)), scan('a', 'completed', 100), ['b 50'], 1],
  ['trap: one that was not listed ends', page(scan('a', 'running', 10)), scan('b', 'failed', 100), ['a 10'], 1],
])('%s', (_, known, told, scans, total) => {
  const after = afterEvent(known, told);
  expect(after.data.map((one) => `${one.scan_id} ${one.scan_progress}`)).toEqual(scans);
  expect(after.pagination.total_items).toBe(total);
});
