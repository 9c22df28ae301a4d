import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow, type Source } from './stream';

class Fake implements Source {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly address: string) {}

  addEventListener(name: string, hear: (event: MessageEvent<string>) => void) {
    this.listeners.set(name, hear);
  }

  close() {
    this.isClosed = true;
  }

  tell(name: string, data: unknown, lastEventId = '') {
    this.listeners.get(name)?.({ data: JSON.stringify(data), lastEventId } as MessageEvent<string>);
  }
}

function followed(poll: () => Promise<void> = () => Promise.resolve()) {
  const opened: Fake[] = [];
  const heard: unknown[] = [];
  const states: string[] = [];
  const polls: number[] = [];
  const end = follow({
    address: (lastEventId) => `/events${lastEventId && `?last_event_id=${lastEventId}`}`,
    names: ['scan'],
    hear: (_, data) => heard.push(data),
    poll: () => {
      polls.push(Date.now());
      return poll();
    },
    onState: (state) => states.push(state),
    open: (address) => {
      const made = new Fake(address);
      opened.push(made);
      return made;
    },
  });
  const last = () => opened.at(-1) as Fake;
  return { opened, heard, states, polls, end, last, since: () => polls.map((at) => at - (polls[0] ?? 0)) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('follow', () => {
  it('hears events while the stream is there, and asks for nothing', async () => {
    const it = followed();
    it.last().onopen?.();
    it.last().tell('scan', 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([it.heard, it.states, it.polls.length, it.opened.length]).toEqual([[1], ['opening', 'live'], 0, 1]);
  });

  it('goes on after the last event when the stream was cut once', async () => {
    const it = followed();
    it.last().onopen?.();
    it.last().tell('scan', 1, '7');
    it.last().onerror?.();
    expect(it.last().isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([it.last().address, it.states.at(-1), it.polls.length]).toEqual(['/events?last_event_id=7', 'lost', 0]);
  });

  it('asks after the second failure, and stops when the stream works again', async () => {
    const it = followed();
    it.last().onerror?.();
    await vi.advanceTimersByTimeAsync(1_000);
    it.last().onerror?.();
    expect(it.states.at(-1)).toBe('polling');
    await vi.advanceTimersByTimeAsync(2_000);
    it.last().onopen?.();
    const asked = it.polls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked, it.polls.length, it.states.at(-1)]).toEqual([1, 1, 'live']);
  });

  it('asks less often while asking fails', async () => {
    const it = followed(() => Promise.reject(new Error('away')));
    it.last().onerror?.();
    await vi.advanceTimersByTimeAsync(1_000);
    it.last().onerror?.();
    await vi.advanceTimersByTimeAsync(70_000);
    expect(it.since()).toEqual([0, 6_000, 18_000, 42_000]);
  });

  it('takes a stream that never opens for one that fails', async () => {
    const it = followed();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([it.opened[0]?.isClosed, it.states.at(-1)]).toEqual([true, 'lost']);
  });

  it('opens it again after growing pauses', async () => {
    const it = followed();
    const at: number[] = [];
    for (let round = 0; round < 7; round++) {
      at.push(Date.now());
      it.last().onerror?.();
      const before = it.opened.length;
      while (it.opened.length === before) {
        await vi.advanceTimersByTimeAsync(500);
      }
    }
    expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  });

  it('is silent after its end', async () => {
    const it = followed();
    it.last().onerror?.();
    it.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([it.opened.length, it.polls.length]).toEqual([1, 0]);
  });

  it('hears nothing of a stream that was given up', async () => {
    const it = followed();
    const first = it.last();
    first.onerror?.();
    first.tell('scan', 1);
    expect(it.heard).toEqual([]);
  });
});
