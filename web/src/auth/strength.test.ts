import { describe, expect, it } from 'vitest';
import { readCommon, strength } from './strength';

const common = readCommon('# a note\npassword1234\n\nqwertyuiop12\n');

describe('strength', () => {
  it.each([
    ['', 'empty', false],
    ['short', 'too short', false],
    ['elevenchars', 'too short', false],
    ['twelve chars', 'fair', true],
    ['sixteen chars ok', 'good', true],
    ['a sentence of twenty', 'strong', true],
    ['Password1234', 'too common', false],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'too common', false],
    ['Ana.Long@Example.com', 'too common', false],
    ['x1y2z3'.repeat(22), 'too short', false],
  ])('%j is %s', (password, word, isEnough) => {
    expect(strength(password, 'ana.long@example.com', common)).toMatchObject({ word, isEnough });
  });
});

describe('readCommon', () => {
  it('takes one a line and no notes', () => expect([...common]).toEqual(['password1234', 'qwertyuiop12']));
});
