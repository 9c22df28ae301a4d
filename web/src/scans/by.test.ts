import { expect, it } from 'vitest';
import type { Scan } from '../api/types';
import { startedByWhom } from './by';

const NAMES = new Map([
  ['u_1', 'Ada'],
  ['u_2', 'bob@acme.example'],
]);

it.each<[Scan['trigger'], string, string | null, string]>([
  ['manual', 'u_1', null, 'Ada'],
  ['manual', 'u_2', null, 'bob@acme.example'],
  ['manual', 'u_3', null, 'a former member'],
  ['api', 'u_1', 'nightly', 'API token nightly'],
  ['api', 'u_1', null, 'Ada, a program'],
  ['schedule', 'u_1', null, 'the schedule'],
  ['replay', 'u_1', null, 'Ada, replay'],
  ['upload', 'u_1', 'ci', 'API token ci, upload'],
  ['api', 'u_1', 'a\u202eb', 'API token a\\u202eb'],
])('%s by %s with the token %s is said "%s"', (trigger, requested_by, token_name, said) =>
  expect(startedByWhom({ trigger, requested_by, token_name }, NAMES)).toBe(said));

it('says what it can until the names are known', () =>
  expect(startedByWhom({ trigger: 'manual', requested_by: 'u_1', token_name: null }, undefined)).toBe('a person'));
