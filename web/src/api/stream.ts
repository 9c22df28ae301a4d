/** How one listens at the moment: to the stream, not yet or not any more, or by asking again and again. */
export type StreamState = 'opening' | 'live' | 'lost' | 'polling';

/** What a stream of events is, as far as it is used here. */
export interface Source {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener: (name: string, hear: (event: MessageEvent<string>) => void) => void;
  close: () => void;
}

export interface Stream {
  /** Where the events are, from the one after the last that was heard. */
  address: (lastEventId: string) => string;
  names: readonly string[];
  hear: (name: string, data: unknown) => void;
  /** Asks by plain requests for what the stream would have told. */
  poll: () => Promise<void>;
  onState: (state: StreamState) => void;
  open?: (address: string) => Source;
}

/** So many failures in a row, and one asks instead. */
const POLL_AFTER = 2;
const POLL_MS = 3_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A stream that says nothing at all for so long is held back by something on the way. */
const OPENS_WITHIN_MS = 10_000;

/**
 * Listens to a stream of events. Where it fails it is opened again, after growing pauses, from the event after the last one;
 * where it fails twice in a row, what it would tell is asked for meanwhile, less and less often while that fails too.
 *
 * @return ends it
 */
export function follow({ address, names, hear, poll, onState, open = (at) => new EventSource(at) as Source }: Stream): () => void {
  let source: Source | undefined;
  let lastEventId = '';
  let failures = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let polling: ReturnType<typeof setTimeout> | undefined;
  let isPolling = false;
  let isOver = false;

  const listen = () => {
    const here = open(address(lastEventId));
    source = here;
    waiting = setTimeout(lost, OPENS_WITHIN_MS);
    here.onopen = () => {
      clearTimeout(waiting);
      failures = 0;
      stopPolling();
      onState('live');
    };
    here.onerror = lost;
    for (const name of names) {
      here.addEventListener(name, (event) => {
        if (source === here) {
          lastEventId = event.lastEventId || lastEventId;
          hear(name, JSON.parse(event.data));
        }
      });
    }
  };
  const lost = () => {
    clearTimeout(waiting);
    source?.close();
    source = undefined;
    if (isOver) {
      return;
    }
    failures++;
    if (failures < POLL_AFTER) {
      onState('lost');
    } else if (!isPolling) {
      isPolling = true;
      onState('polling');
      void ask(POLL_MS);
    }
    waiting = setTimeout(listen, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
  };
  const ask = async (pause: number) => {
    const next = await poll().then(
      () => POLL_MS,
      () => Math.min(LONGEST_PAUSE_MS, pause * 2),
    );
    if (isPolling) {
      polling = setTimeout(() => void ask(next), next);
    }
  };
  const stopPolling = () => {
    isPolling = false;
    clearTimeout(polling);
  };

  onState('opening');
  listen();
  return () => {
    isOver = true;
    clearTimeout(waiting);
    stopPolling();
    source?.close();
    source = undefined;
  };
}
