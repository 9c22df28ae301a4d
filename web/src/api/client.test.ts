import { afterEach, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('window', undefined);
vi.stubGlobal('document', { cookie: '' });
const { call } = await import('./client');

describe('call', () => {
  afterEach(() => vi.restoreAllMocks());

  function service(answer: Response) {
    vi.stubGlobal('fetch', vi.fn(async () => answer));
  }

  it('gives what the service answers', async () => {
    service(Response.json({ data: [1] }));
    expect(await call('GET', '/x')).toEqual({ data: [1] });
  });

  it.each([202, 204])('gives nothing where status %i says all', async (status) => {
    service(new Response(null, { status }));
    expect(await call('DELETE', '/x')).toBeUndefined();
  });

  it('fails when the answer is cut short', async () => {
    const cut = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{"data":'));
        stream.error(new TypeError('network error'));
      },
    });
    service(new Response(cut));
    await expect(call('GET', '/x')).rejects.toMatchObject({ status: 0, code: 'OFFLINE' });
  });
});
