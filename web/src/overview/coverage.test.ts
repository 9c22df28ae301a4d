import { expect, it } from 'vitest';
import { coverage } from './coverage';

const counts = (hosts_done: number, hosts_total: number) => ({ names_found: 99, names_resolved: hosts_total, hosts_total, hosts_done });
const warning = { code: 'SOURCE_UNAVAILABLE', source: 'crtsh', detail: 'timed out' };

it.each([
  [counts(49, 49), [], '49 of 49 hosts looked at, standard mode'],
  [counts(1_200, 1_204), [warning], '1,200 of 1,204 hosts looked at, standard mode; not complete: 1 warning'],
  [counts(0, 1), [], '0 of 1 host looked at, standard mode'],
])('%j with %j: %s', (counts, warnings, said) => expect(coverage({ counts, warnings, mode: 'standard' })).toBe(said));
