import { expect, it } from 'vitest';
import { linkToken } from './linkToken';

it.each([
  ['#token=abc123', 'abc123'],
  ['#other=1&token=abc', 'abc'],
  ['#token=', ''],
  ['', ''],
])('of %j is %j', (hash, token) => expect(linkToken(hash)).toBe(token));
