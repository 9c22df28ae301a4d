import { afterEach, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('window', undefined);
vi.stubGlobal('document', { cookie: '' });
const { clashing, edited, write } = await import('./careful');

const base = { owner: 'Ana', notes: 'old' };

describe('edited', () => {
  it.each([
    [{ owner: 'Ana', notes: 'old' }, {}],
    [{ owner: 'Ben', notes: 'old' }, { owner: 'Ben' }],
    [{ owner: '', notes: 'new' }, { owner: '', notes: 'new' }],
  ])('%j', (mine, expected) => expect(edited(base, mine)).toEqual(expected));
});

describe('clashing', () => {
  it.each([
    ['the other field changed', { owner: 'Ben', notes: 'old' }, { owner: 'Ana', notes: 'theirs' }, []],
    ['both wrote the same', { owner: 'Ben', notes: 'old' }, { owner: 'Ben', notes: 'old' }, []],
    ['both wrote, differently', { owner: 'Ben', notes: 'old' }, { owner: 'Eva', notes: 'old' }, ['owner']],
  ])('%s', (_, mine, theirs, expected) => expect(clashing(base, mine, theirs)).toEqual(expected));
});

describe('write', () => {
  afterEach(() => vi.restoreAllMocks());

  /** A service that holds one thing and knows its versions. */
  function service(now: { value: typeof base; tag: string }) {
    const bodies: unknown[] = [];
    vi.stubGlobal(
      'fetch',
      vi.fn(async (_: string, init: RequestInit) => {
        const headers = init.headers as Record<string, string>;
        if (init.method === 'GET') {
          return Response.json({ data: now.value }, { headers: { ETag: now.tag } });
        }
        if (headers['If-Match'] !== now.tag) {
          return Response.json({ error_code: 'PRECONDITION_FAILED', detail: 'changed' }, { status: 412 });
        }
        bodies.push(JSON.parse(String(init.body)));
        return Response.json({ data: now.value });
      }),
    );
    return bodies;
  }

  const edit = (mine: typeof base) => ({
    path: '/x',
    base,
    mine,
    tag: '"1"',
    fieldsOf: (value: typeof base) => value,
    bodyOf: (changed: object) => changed,
  });

  it('sends what was edited', async () => {
    const bodies = service({ value: base, tag: '"1"' });
    expect(await write(edit({ owner: 'Ben', notes: 'old' }))).toBeUndefined();
    expect(bodies).toEqual([{ owner: 'Ben' }]);
  });

  it('goes on where somebody changed another field', async () => {
    const bodies = service({ value: { owner: 'Ana', notes: 'theirs' }, tag: '"2"' });
    expect(await write(edit({ owner: 'Ben', notes: 'old' }))).toBeUndefined();
    expect(bodies).toEqual([{ owner: 'Ben' }]);
  });

  it('asks where somebody changed the same field', async () => {
    const theirs = { owner: 'Eva', notes: 'old' };
    const bodies = service({ value: theirs, tag: '"2"' });
    const mine = { owner: 'Ben', notes: 'old' };
    expect(await write(edit(mine))).toEqual({ theirs, mine, fields: ['owner'], tag: '"2"' });
    expect(bodies).toEqual([]);
  });
});
