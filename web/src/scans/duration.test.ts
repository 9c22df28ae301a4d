import { expect, it } from 'vitest';
import { duration } from './columns';

it.each([
  [null, '–'],
  [0.4, '0 s'],
  [59.4, '59 s'],
  [125, '2 min 5 s'],
  [4_800, '1 h 20 min'],
])('%s seconds are %s', (seconds, said) => expect(duration(seconds)).toBe(said));
