import { describe, expect, it } from 'vitest';
import { match, type Shortcut, spell } from './shortcuts';

const nothing = () => undefined;
const known: Shortcut[] = ['g a', 'a', '?', 'mod+k'].map((keys) => ({ keys, does: keys, run: nothing }));

describe('match', () => {
  it.each([
    ['a', undefined, 'a'],
    ['a', 'g', 'g a'],
    ['a', 'x', 'a'],
    ['g', undefined, undefined],
    ['?', 'g', '?'],
    ['mod+k', undefined, 'mod+k'],
  ])('%s after %s is %s', (pressed, before, found) => expect(match(known, pressed, before)?.keys).toBe(found));

  it('prefers what came last: the page before the shell', () => {
    const ofPage = { keys: 'a', does: 'Acknowledge', run: nothing };
    expect(match([...known, ofPage], 'a', undefined)).toBe(ofPage);
  });
});

describe('spell', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false };
  it.each([
    [{ key: 'K', ...none, ctrlKey: true }, 'mod+k'],
    [{ key: 'k', ...none, metaKey: true }, 'mod+k'],
    [{ key: '?', ...none }, '?'],
    [{ key: 'a', ...none, altKey: true }, undefined],
  ])('%j is %s', (event, spelled) => expect(spell(event)).toBe(spelled));
});
