import { describe, expect, it } from 'vitest';
import { ACTIONS, type Before, type FindingState, mayBecome, needsReason, STATES, undoSteps } from './states';

/** Rows are from, columns to, in the order of STATES; the table of the interface. */
const TABLE: Record<FindingState, string> = {
  //               open ack fp acc fixed
  open: '          -    x   x  x   x',
  acknowledged: '  x    -   x  x   x',
  false_positive: 'x    -   -  -   -',
  accepted: '      x    -   -  -   -',
  fixed: '         x    -   -  -   -',
};

describe('mayBecome', () => {
  const rows = STATES.flatMap((from) =>
    TABLE[from]
      .trim()
      .split(/\s+/)
      .map((mark, index) => [from, STATES[index] as FindingState, mark === 'x'] as const),
  );
  it.each(rows)('%s to %s: %s', (from, to, may) => expect(mayBecome(from, to)).toBe(may));
});

it('asks for a reason where the service does', () =>
  expect(STATES.filter(needsReason)).toEqual(['false_positive', 'accepted']));

it('has one button and one key for each state', () => {
  expect(ACTIONS.map((action) => action.state).sort()).toEqual([...STATES].sort());
  expect(new Set(ACTIONS.map((action) => action.key)).size).toBe(STATES.length);
});

describe('undoSteps', () => {
  const was = (finding_id: string, state: FindingState, reason: string | null = null, until: string | null = null): Before => ({
    finding_id,
    state,
    reason,
    accepted_until: until,
  });
  const NOW = Date.parse('2026-03-01T00:00:00Z');

  it.each<[string, Before[], FindingState, unknown[]]>([
    ['open ones', [was('a', 'open'), was('b', 'open')], 'accepted', [{ finding_ids: ['a', 'b'], state: 'open' }]],
    [
      'an acknowledged one among them',
      [was('a', 'open'), was('b', 'acknowledged')],
      'fixed',
      [
        { finding_ids: ['a', 'b'], state: 'open' },
        { finding_ids: ['b'], state: 'acknowledged' },
      ],
    ],
    [
      'reopened ones',
      [was('a', 'false_positive', 'a decoy'), was('b', 'false_positive', 'a decoy'), was('c', 'fixed')],
      'open',
      [
        { finding_ids: ['a', 'b'], state: 'false_positive', reason: 'a decoy' },
        { finding_ids: ['c'], state: 'fixed' },
      ],
    ],
    [
      'accepted until a day to come',
      [was('a', 'accepted', 'later', '2026-06-01T00:00:00Z')],
      'open',
      [{ finding_ids: ['a'], state: 'accepted', reason: 'later', accepted_until: '2026-06-01T00:00:00Z' }],
    ],
    ['accepted until a day that is over', [was('a', 'accepted', 'later', '2026-02-01T00:00:00Z')], 'open', []],
    ['what did not move', [was('a', 'fixed')], 'fixed', []],
  ])('%s', (_, before, now, steps) => expect(undoSteps(before, now, NOW)).toEqual(steps));

  it('only makes changes that are allowed', () => {
    for (const from of STATES) {
      for (const to of STATES.filter((state) => mayBecome(from, state))) {
        let state: FindingState = to;
        for (const step of undoSteps([was('a', from, 'because')], to, NOW)) {
          expect(mayBecome(state, step.state), `${state} to ${step.state}`).toBe(true);
          state = step.state;
        }
        expect(state).toBe(from);
      }
    }
  });
});
