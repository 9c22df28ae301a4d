import { describe, expect, it, vi } from 'vitest';

vi.stubGlobal('window', undefined);
const { beginStay, currentStay, inWorkspace, settle } = await import('./workspace');

describe('a stay in a workspace', () => {
  it('is a new one after each switch, also back to the same', () => {
    beginStay('a');
    const first = currentStay();
    beginStay('b');
    beginStay('a');
    expect(currentStay()).not.toBe(first);
    expect(currentStay()).toEqual(first);
  });

  it('goes on when the service says which workspace it is', () => {
    beginStay();
    const stay = currentStay();
    settle(stay, 'u_1');
    expect(currentStay()).toBe(stay);
    expect(stay.workspace).toBe('u_1');
  });

  it('is not moved by what was asked in an earlier one', () => {
    beginStay();
    const earlier = currentStay();
    beginStay('b');
    settle(earlier, 'u_1');
    expect(currentStay().workspace).toBe('b');
  });
});

describe('inWorkspace', () => {
  it.each([
    ['/api/x', '/api/x?workspace_id=w%261'],
    ['/api/x?format=csv', '/api/x?format=csv&workspace_id=w%261'],
  ])('%s', (path, expected) => {
    beginStay('w&1');
    expect(inWorkspace(path)).toBe(expected);
  });

  it('says nothing where no workspace is known', () => {
    beginStay();
    expect(inWorkspace('/api/x')).toBe('/api/x');
  });
});
