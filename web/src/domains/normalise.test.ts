import { describe, expect, it } from 'vitest';
import { lines, normalise } from './normalise';

describe('normalise', () => {
  it.each([
    ['example.com', 'example.com'],
    ['  Example.COM. ', 'example.com'],
    ['https://user:secret@www.Example.com:8443/path?x=1#y', 'www.example.com'],
    ['*.example.com', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['_dmarc.example.com', '_dmarc.example.com'],
  ])('reads %j as %s', (typed, name) => expect(normalise(typed)).toEqual({ name }));

  it.each([
    ['', /Type a domain/],
    ['localhost', /ending/],
    ['a..example.com', /two dots/],
    ['-a.example.com', /hyphen/],
    ['exa mple.com', /character/],
    ['203.0.113.7', /address/],
    [`${'a'.repeat(64)}.com`, /63/],
    [`${'a.'.repeat(130)}com`, /253/],
  ])('says what is wrong with %j', (typed, problem) =>
    expect(normalise(typed)).toEqual({ problem: expect.stringMatching(problem) }),
  );
});

describe('lines', () => {
  it('takes one name a line, each once', () =>
    expect(lines('a.test\n\n b.test \r\na.test, c.test')).toEqual(['a.test', 'b.test', 'c.test']));
});
