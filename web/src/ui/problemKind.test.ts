import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { pause, problemOf, span } from './problemKind';

const answer = (status: number, code: string, extras: Record<string, unknown> = {}) =>
  new ApiError(status, code, 'said', 'req_1', {}, extras);

describe('problemOf', () => {
  it.each([
    [answer(0, 'OFFLINE'), { kind: 'offline' }],
    [answer(429, 'RATE_LIMIT_EXCEEDED', { retry_after: 45 }), { kind: 'busy', seconds: 45 }],
    [answer(429, 'RATE_LIMIT_EXCEEDED'), { kind: 'busy', seconds: 1 }],
    [answer(402, 'PAYMENT_REQUIRED'), { kind: 'plan' }],
    [answer(402, 'SCAN_LIMIT_REACHED', { resets_at: '2026-03-01T00:00:00Z' }), { kind: 'limit', resetsAt: '2026-03-01T00:00:00Z' }],
    [answer(403, 'INSUFFICIENT_ROLE', { required_role: 'admin' }), { kind: 'role', role: 'admin' }],
    [answer(404, 'RESOURCE_NOT_FOUND'), { kind: 'missing' }],
    [answer(412, 'PRECONDITION_FAILED'), { kind: 'stale' }],
    [answer(500, 'INTERNAL_ERROR'), { kind: 'failed' }],
    [new Error('a bug'), { kind: 'failed' }],
  ])('%o', (error, expected) => expect(problemOf(error)).toEqual(expected));
});

it('pauses longer each time, up to a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map(pause)).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

it.each([
  [1, '1 second'],
  [45, '45 seconds'],
  [121, '3 minutes'],
])('%i seconds are %s', (seconds, said) => expect(span(seconds)).toBe(said));
