import { describe, expect, it } from 'vitest';
import { isMarked, type Mark, marked, NONE, select } from './selection';

const after = (...marks: Mark[]) => marks.reduce(select, NONE);

describe('select', () => {
  it.each<[string, Mark[], number, string[], string[]]>([
    ['nothing', [], 0, [], ['a', 'b']],
    ['one', [{ type: 'toggle', id: 'a' }], 1, ['a'], ['b']],
    ['one twice', [{ type: 'toggle', id: 'a' }, { type: 'toggle', id: 'a' }], 0, [], ['a']],
    ['a range', [{ type: 'toggle', id: 'a' }, { type: 'add', ids: ['a', 'b'] }], 2, ['a', 'b'], ['c']],
    ['all', [{ type: 'toggle', id: 'a' }, { type: 'all' }], 10, ['a', 'z'], []],
    ['all but one', [{ type: 'all' }, { type: 'toggle', id: 'a' }], 9, ['b'], ['a']],
    ['all, a range of them again', [{ type: 'all' }, { type: 'toggle', id: 'a' }, { type: 'add', ids: ['a'] }], 10, ['a'], []],
    ['cleared', [{ type: 'all' }, { type: 'clear' }], 0, [], ['a']],
  ])('%s', (_, marks, count, inside, outside) => {
    const selection = after(...marks);
    expect(marked(selection, 10)).toBe(count);
    expect(inside.map((id) => isMarked(selection, id))).toEqual(inside.map(() => true));
    expect(outside.map((id) => isMarked(selection, id))).toEqual(outside.map(() => false));
  });
});
