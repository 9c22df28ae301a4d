import { describe, expect, it } from 'vitest';
import { keyAction, moved } from './keys';

const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keyAction', () => {
  it.each([
    ['j', {}, 'next'],
    ['ArrowDown', {}, 'next'],
    ['k', {}, 'previous'],
    ['x', {}, 'select'],
    ['X', { shiftKey: true }, 'select-range'],
    ['Enter', {}, 'open'],
    ['Escape', {}, 'clear'],
    ['j', { ctrlKey: true }, undefined],
    ['J', { shiftKey: true }, undefined],
    ['q', {}, undefined],
  ])('%s %j is %s', (key, held, action) => expect(press(key, held)).toBe(action));
});

describe('moved', () => {
  it.each([
    [-1, 'next', 0],
    [9, 'next', 9],
    [0, 'previous', 0],
    [3, 'first', 0],
    [3, 'last', 9],
    [3, 'page-down', 8],
    [8, 'page-down', 9],
    [3, 'page-up', 0],
    [3, 'select', 3],
  ] as const)('from %i %s is %i of ten', (index, action, expected) => expect(moved(index, action, 10, 5)).toBe(expected));
});
