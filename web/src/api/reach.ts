/** Whether the service answers, and until when it wants to be left alone. */
export interface Reach {
  isAway: boolean;
  throttledUntil: number;
}

let reach: Reach = { isAway: false, throttledUntil: 0 };
const listeners = new Set<() => void>();

function become(next: Reach) {
  reach = next;
  listeners.forEach((listener) => listener());
}

export function isAway() {
  if (!reach.isAway) {
    become({ ...reach, isAway: true });
  }
}

/** When the service answered last; undefined while it never did. */
let answeredAt: number | undefined;

export function lastAnswer(): number | undefined {
  return answeredAt;
}

export function isBack() {
  answeredAt = Date.now();
  if (reach.isAway) {
    become({ ...reach, isAway: false });
  }
}

export function isThrottled(seconds: number) {
  const until = Date.now() + Math.max(1, Number.isFinite(seconds) ? seconds : 1) * 1000;
  if (until > reach.throttledUntil) {
    become({ ...reach, throttledUntil: until });
  }
}

export function currentReach(): Reach {
  return reach;
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
