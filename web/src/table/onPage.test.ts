import { expect, it } from 'vitest';
import { onPage } from './onPage';
import type { Rows } from './useRows';

function rows(total: number): Rows<number> {
  return {
    about: 'all',
    total,
    row: (index) => index,
    find: () => undefined,
    key: ['all'],
    fetch: () => Promise.reject(new Error('not asked for')),
    offset: 0,
    isStale: false,
    error: null,
    again: () => undefined,
  };
}

it.each([
  [120, 0, 50],
  [120, 100, 20],
  [50, 50, 0],
])('of %s rows the page from %s has %s', (total, offset, expected) => expect(onPage(rows(total), offset).total).toBe(expected));

it('counts rows from the first of the page', () => {
  const page = onPage(rows(120), 100);
  expect(page.row(3)).toBe(103);
  expect(page.offset).toBe(100);
});
