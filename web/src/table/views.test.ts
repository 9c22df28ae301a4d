import { describe, expect, it } from 'vitest';
import { parse, withView } from './views';

describe('parse', () => {
  it.each([
    [null, []],
    ['nonsense', []],
    ['{"name":"a"}', []],
    ['[{"name":"a","query":"?x=1"},{"name":1},null]', [{ name: 'a', query: '?x=1' }]],
    ['[{"name":"a","query":"https://elsewhere.test"}]', []],
  ])('%s', (kept, views) => expect(parse(kept)).toEqual(views));
});

describe('withView', () => {
  it('writes over the same name', () =>
    expect(withView([{ name: 'a', query: '' }], { name: ' a ', query: '?x=1' })).toEqual([{ name: 'a', query: '?x=1' }]));
  it('forgets the oldest of too many', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `v${index}`, query: '' }));
    const more = withView(many, { name: 'new', query: '' });
    expect(more).toHaveLength(30);
    expect(more.at(-1)?.name).toBe('new');
  });
});
