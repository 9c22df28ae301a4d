import { describe, expect, it } from 'vitest';
import type { Scan, ScanAsset } from '../api/types';
import { heard, type LiveEvent, MOST_ASSETS, MOST_FINDINGS, NOTHING, type ScanFinding } from './live';

const scan = (scan_progress: number, scan_status: Scan['scan_status'] = 'running') => ({ scan_progress, scan_status }) as Scan;
const told = (progress: number, status?: Scan['scan_status']): LiveEvent => ({ name: 'scan', data: scan(progress, status) });
const asset = (asset_id: string, risk_score = 0): LiveEvent => ({ name: 'asset', data: { asset_id, risk_score } as ScanAsset });
const finding = (finding_id: string): LiveEvent => ({ name: 'finding', data: { finding_id } as ScanFinding });

describe('heard', () => {
  it.each<[string, LiveEvent[], Scan]>([
    ['goes forward', [told(1), told(5)], scan(5)],
    ['never goes back', [told(5), told(1)], scan(5)],
    ['ends', [told(5), { name: 'end', data: scan(100, 'completed') }], scan(100, 'completed')],
    ['ends where it was when it is stopped', [told(60), told(55, 'canceled')], scan(55, 'canceled')],
    ['stays at its end', [told(100, 'completed'), told(99)], scan(100, 'completed')],
  ])('of a scan that %s', (_, events, expected) => expect(heard(NOTHING, events).scan).toEqual(expected));

  it('has the newest first, each once, in its last state', () => {
    const { assets } = heard(NOTHING, [asset('a', 1), asset('b', 2), asset('a', 3)]);
    expect(assets.map((one) => [one.asset_id, one.risk_score])).toEqual([['b', 2], ['a', 3]]);
  });

  it('keeps no more than can be read', () => {
    const many = Array.from({ length: 300 }, (_, index) => String(index));
    const live = heard(NOTHING, [...many.map((id) => asset(id)), ...many.map(finding)]);
    expect([live.assets.length, live.findings.length]).toEqual([MOST_ASSETS, MOST_FINDINGS]);
    expect(live.findings[0]?.finding_id).toBe('299');
  });

  it('leaves out what it does not know', () => expect(heard(NOTHING, [{ name: 'phase', data: {} }])).toEqual(NOTHING));
});
