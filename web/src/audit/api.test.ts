import { describe, expect, it } from 'vitest';
import { asTimes } from './api';

describe('asTimes', () => {
  it('takes both days whole', () =>
    expect(asTimes({ actor: 'u_1', after: '2026-02-28', before: '2026-02-28' })).toEqual({
      actor: 'u_1',
      after: '2026-02-28T00:00:00.000Z',
      before: '2026-03-01T00:00:00.000Z',
    }));
  it('adds nothing', () => expect(asTimes({ action: 'token.created' })).toEqual({ action: 'token.created' }));
});
