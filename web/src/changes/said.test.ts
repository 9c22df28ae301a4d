import { describe, expect, it } from 'vitest';
import { fieldName, said } from './said';

describe('said', () => {
  it.each([
    [null, 'nothing'],
    ['', 'nothing'],
    [443, '443'],
    [true, 'true'],
    ['a\u202eb', 'a\\u202eb'],
    [{ port: 22 }, '{"port":22}'],
  ])('%j is %s', (value, text) => expect(said(value)).toBe(text));
  it('cuts what is long', () => expect(said('x'.repeat(5_000))).toHaveLength(301));
});

it.each([
  ['open_ports', 'Open ports'],
  ['security_headers.x-frame-options', 'Security headers, x frame options'],
])('%s is called %s', (field, name) => expect(fieldName(field)).toBe(name));
