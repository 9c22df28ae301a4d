import { expect, test } from 'vitest';
import { axis, labelled } from './axis';

test.each([
  { values: [], top: 1, ticks: [0, 1] },
  { values: [0, 0], top: 1, ticks: [0, 1] },
  { values: [3, 1], top: 3, ticks: [0, 1, 2, 3] },
  { values: [87, 12], top: 100, ticks: [0, 20, 40, 60, 80, 100] },
  { values: [1_204], top: 1_500, ticks: [0, 500, 1_000, 1_500] },
])('an axis for $values ends at $top', ({ values, top, ticks }) => {
  expect(axis(values)).toEqual({ top, ticks });
});

test('an axis may end where it is told', () => {
  expect(axis([12], 100).top).toBe(100);
});

test.each([
  { count: 7, width: 700, each: 64, expected: [0, 1, 2, 3, 4, 5, 6] },
  { count: 30, width: 640, each: 64, expected: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27] },
  { count: 3, width: 0, each: 64, expected: [0] },
  { count: 0, width: 640, each: 64, expected: [] },
])('$count days on $width pixels', ({ count, width, each, expected }) => {
  expect(labelled(count, width, each)).toEqual(expected);
});
