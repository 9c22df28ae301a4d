import { expect, it } from 'vitest';
import { neighbours } from './neighbours';

const KNOWN: Record<number, string> = { 0: 'a', 1: 'b', 2: 'c', 5: 'f' };
const rows = { total: 6, row: (index: number) => KNOWN[index] };

it.each([
  ['the first', 'a', { place: 0, before: undefined, after: 'b' }],
  ['in the middle', 'b', { place: 1, before: 'a', after: 'c' }],
  ['beside what is not loaded', 'c', { place: 2, before: 'b', after: undefined }],
  ['the last, after a gap', 'f', { place: 5, before: undefined, after: undefined }],
  ['not in the list', 'z', undefined],
])('%s', (_, one, expected) => expect(neighbours(rows, (row) => row === one)).toEqual(expected));
