import { expect, it } from 'vitest';
import { elapsed } from './elapsed';

const at = (time: string) => `2026-03-01T${time}.000Z`;

it.each([
  ['waits for its turn', null, null, 'Waiting for 1 min 5 s'],
  ['without an estimate', at('09:00:35'), null, 'Going on for 30 s'],
  ['with one', at('09:00:35'), at('09:03:05'), 'Going on for 30 s, expected to end in 2 min 0 s'],
  ['past it', at('09:00:35'), at('09:01:00'), 'Going on for 30 s, longer than expected'],
  ['trap: a clock that is behind', at('09:02:00'), null, 'Going on for 0 s'],
])('%s', (_, started_at, estimated_completion, said) =>
  expect(elapsed({ created_at: at('09:00:00'), started_at, estimated_completion }, Date.parse(at('09:01:05')))).toBe(said),
);
