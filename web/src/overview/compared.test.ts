import { expect, it } from 'vitest';
import { compared, WEEK_BEFORE } from './compared';

it.each([
  [-5.2, 41, '↓ 5.2 % lower than a week ago'],
  [12.5, 7, '↑ 12.5 % higher than a week ago'],
  [0, 30, 'the same as a week ago'],
  [12.5, 6, 'no comparison yet'],
])('%d after %i days: %s', (percent, days, said) => expect(compared(percent, days)).toBe(said));

it.each([
  [33.3, 30, '↑ 33.3 % more than the week before'],
  [-50, 7, '↓ 50 % fewer than the week before'],
  [0, 7, 'as many as the week before'],
  [33.3, 0, 'no comparison yet'],
])('%d of the week before: %s', (percent, days, said) => expect(compared(percent, days, WEEK_BEFORE)).toBe(said));
