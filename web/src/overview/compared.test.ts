import { expect, it } from 'vitest';
import { compared } from './compared';

it.each([
  [-5.2, 41, '↓ 5.2 % lower than a week ago'],
  [12.5, 7, '↑ 12.5 % higher than a week ago'],
  [0, 30, 'the same as a week ago'],
  [12.5, 6, 'no comparison yet'],
])('%d after %i days: %s', (percent, days, said) => expect(compared(percent, days)).toBe(said));
