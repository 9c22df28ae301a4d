import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../app/address';
import { changed, day, direction, list, number, read, sort, sortedBy, text, toggled, word, words } from './parameters';

const RULES = {
  search: text(20),
  risk_level: words('critical', 'high', 'medium', 'low'),
  state: word('active', 'stale'),
  tag: list(3),
  open_port: number(1, 65_535),
  since: day(),
  sort: sort('risk_score', 'asset_value'),
};

describe('read', () => {
  it.each([
    [{ risk_level: 'low,critical,low,urgent' }, { risk_level: 'critical,low' }],
    [{ state: 'gone' }, {}],
    [{ open_port: '443' }, { open_port: '443' }],
    [{ open_port: 443 }, { open_port: '443' }],
    [{ open_port: '70000' }, {}],
    [{ open_port: '4e2' }, {}],
    [{ since: '2026-02-31' }, {}],
    [{ since: '2026-03-01' }, { since: '2026-03-01' }],
    [{ sort: '-risk_score,password,risk_score,asset_value' }, { sort: '-risk_score,asset_value' }],
    [{ tag: 'a,,b,a,c,d' }, { tag: 'a,b,c' }],
    [{ search: '  api  ' }, { search: 'api' }],
    [{ search: { toString: 1 }, unknown: 'x' }, {}],
  ])('%j is %j', (given, expected) => {
    expect(read(RULES, given)).toEqual(expected);
  });

  it('comes back the same through the address, whatever was given', () => {
    const anything = fc.record(
      {
        search: fc.string({ unit: 'binary' }),
        risk_level: fc.string(),
        state: fc.constantFrom('active', 'stale', 'x'),
        tag: fc.string({ unit: 'grapheme' }),
        open_port: fc.oneof(fc.integer(), fc.string()),
        since: fc.constantFrom('2026-03-01', 'yesterday'),
        sort: fc.constantFrom('-risk_score', 'asset_value,-risk_score', 'x'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (given) => {
        const search = read(RULES, given);
        expect(read(RULES, parseSearch(stringifySearch(search)))).toEqual(search);
      }),
    );
  }, 60_000);
});

describe('the address', () => {
  it('is readable', () =>
    expect(stringifySearch({ risk_level: 'high,critical', open_port: '22', sort: '-risk_score', page: undefined })).toBe(
      '?risk_level=high,critical&open_port=22&sort=-risk_score',
    ));
  it('of nothing is nothing', () => expect(stringifySearch({})).toBe(''));
});

describe('changed', () => {
  it('drops what is empty', () => expect(changed({ a: '1', b: '2' }, { a: '', b: undefined })).toEqual({}));
  it('keeps the others', () => expect(changed<Record<string, string>>({ a: '1' }, { b: '2' })).toEqual({ a: '1', b: '2' }));
});

it.each([
  [undefined, 'high', 'high'],
  ['high', 'high', ''],
  ['high,low', 'medium', 'high,low,medium'],
])('%s with %s toggled is %s', (value, one, expected) => expect(toggled(value, one)).toBe(expected));

it.each([
  ['-risk_score', 'risk_score', false, 'risk_score'],
  ['risk_score', 'risk_score', false, '-risk_score'],
  ['-risk_score', 'asset_value', false, '-asset_value'],
  ['-risk_score', 'asset_value', true, '-risk_score,-asset_value'],
  ['-risk_score,-asset_value', 'asset_value', true, '-risk_score,asset_value'],
])('%s by %s (added %s) is %s', (current, field, isAdded, expected) =>
  expect(sortedBy(current, field, isAdded)).toBe(expected));

it.each([
  ['-risk_score', 'risk_score', 'descending'],
  ['asset_value', 'asset_value', 'ascending'],
  ['asset_value', 'risk_score', undefined],
])('%s says of %s %s', (current, field, expected) => expect(direction(current, field)).toBe(expected));
