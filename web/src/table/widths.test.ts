import { beforeEach, expect, it, vi } from 'vitest';

vi.stubGlobal('window', { localStorage: { getItem: () => null, setItem: () => undefined } });
const { prefer } = await import('../app/preferences');
const { forgetWidths, setWidth, widen, widthOf } = await import('./widths');

const column = { id: 'asset', width: 200 };

beforeEach(() => prefer({ widths: {} }));

it('is as usual until somebody changes it, of one list only', () => {
  expect(widthOf('Assets', column)).toBe(200);
  widen('Assets', column, 40);
  expect(widthOf('Assets', column)).toBe(240);
  expect(widthOf('Scans', column)).toBe(200);
  forgetWidths('Assets');
  expect(widthOf('Assets', column)).toBe(200);
});

it.each([
  [10, 60],
  [10_000, 800],
  [123.6, 124],
])('keeps %s as %s', (wanted, kept) => {
  setWidth('Assets', column, wanted);
  expect(widthOf('Assets', column)).toBe(kept);
});
