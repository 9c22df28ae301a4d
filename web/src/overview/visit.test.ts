import { expect, it } from 'vitest';
import { seen } from './visit';

const at = (time: string) => Date.parse(`2026-03-01T${time}:00.000Z`);
const iso = (time: string) => `2026-03-01T${time}:00.000Z`;

it.each([
  ['the first time', null, '09:00', { now: iso('09:00') }],
  ['a little later', JSON.stringify({ now: iso('09:00') }), '09:20', { now: iso('09:20') }],
  ['after a pause', JSON.stringify({ now: iso('09:00') }), '11:00', { before: iso('09:00'), now: iso('11:00') }],
  [
    'within the second visit',
    JSON.stringify({ before: iso('09:00'), now: iso('11:00') }),
    '11:10',
    { before: iso('09:00'), now: iso('11:10') },
  ],
  ['nonsense', '{"now":3}', '09:00', { now: iso('09:00') }],
])('%s', (_, kept, time, visits) => expect(seen(kept, at(time))).toEqual(visits));
