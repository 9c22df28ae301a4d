import { describe, expect, it } from 'vitest';
import type { Scan } from '../api/types';
import { endedSince, openedPorts, spans } from './since';

const scan = (scan_id: string, domain: string, completed_at: string | null, trigger = 'manual') =>
  ({ scan_id, domain, completed_at, trigger, scan_status: completed_at === null ? 'running' : 'completed' }) as Scan;

const SCANS = [
  scan('running', 'acme.test', null),
  scan('replay', 'acme.test', '2026-03-05', 'replay'),
  scan('a3', 'acme.test', '2026-03-04'),
  scan('b1', 'beta.test', '2026-03-03'),
  scan('a2', 'acme.test', '2026-03-03'),
  scan('a1', 'acme.test', '2026-03-01'),
];

describe('endedSince', () => {
  it.each([
    ['the first visit has the last scan', undefined, ['replay']],
    ['all that ended later', '2026-03-02', ['replay', 'a3', 'b1', 'a2']],
    ['none', '2026-03-06', []],
  ])('%s', (_, visit, ids) => expect(endedSince(SCANS, visit).map((one) => one.scan_id)).toEqual(ids));
});

describe('spans', () => {
  it.each([
    ['from before the visit to the newest', '2026-03-02', [['a1', 'a3'], [undefined, 'b1']]],
    ['trap: a replay saw nothing itself', '2026-03-04', []],
    ['nothing was scanned', '2026-03-06', []],
  ])('%s', (_, visit, expected) => expect(spans(SCANS, visit).map(({ from, to }) => [from, to])).toEqual(expected));
});

describe('openedPorts', () => {
  it('counts those that came, of all hosts', () =>
    expect(
      openedPorts({
        assets_changed: [
          {
            asset_id: 'ast_1',
            asset_value: 'a.acme.test',
            changes: [
              { field: 'open_ports', added: [8443, 22], removed: [80] },
              { field: 'technologies', added: ['nginx'], removed: [] },
            ],
          },
          { asset_id: 'ast_2', asset_value: 'b.acme.test', changes: [{ field: 'open_ports', added: [443] }, { field: 'risk_score', from: 1, to: 2 }] },
        ],
      }),
    ).toBe(3));
});
