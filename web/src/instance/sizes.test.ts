import { expect, it } from 'vitest';
import { size } from './sizes';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1 KB'],
  [1_540_000, '1.5 MB'],
  [23_456_789_000, '23.5 GB'],
  [5e16, '50,000 TB'],
])('%d is %s', (bytes, expected) => expect(size(bytes)).toBe(expected));
