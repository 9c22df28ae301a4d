import { describe, expect, it } from 'vitest';
import { ago, middle, visible } from './text';

describe('visible', () => {
  it.each([
    ['plain', 'plain'],
    ['red\u001b[31m', 'red\\u001b[31m'],
    ['abc\u202ecba', 'abc\\u202ecba'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('shows %j as %j', (given, shown) => expect(visible(given)).toBe(shown));
});

describe('middle', () => {
  it('keeps short names', () => expect(middle('a.test')).toBe('a.test'));
  it('cuts long names in the middle', () => {
    const cut = middle('a'.repeat(40) + '.' + 'b'.repeat(40), 21);
    expect(cut).toBe('aaaaaaaaaa…bbbbbbbbbb');
  });
});

describe('ago', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  it.each([
    ['2026-03-01T12:00:00Z', 'now'],
    ['2026-03-01T11:59:30Z', '30 seconds ago'],
    ['2026-03-01T09:00:00Z', '3 hours ago'],
    ['2026-02-27T12:00:00Z', '2 days ago'],
  ])('%s is %s', (at, text) => expect(ago(at, now)).toBe(text));
});
