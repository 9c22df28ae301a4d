/** A short word on what an action came to. Never the only place where an error is shown. */
export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

const SHOWN_MS = 6_000;
const SHOWN_WITH_UNDO_MS = 10_000;

let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function become(changed: Toast[]) {
  toasts = changed;
  listeners.forEach((listener) => listener());
}

/** Says it for some seconds; with `undo`, long enough to change one's mind. */
export function say(text: string, undo?: () => void) {
  const toast: Toast = undo ? { id: next++, text, undo } : { id: next++, text };
  become([...toasts, toast].slice(-3));
  window.setTimeout(() => dismiss(toast.id), undo ? SHOWN_WITH_UNDO_MS : SHOWN_MS);
}

export function dismiss(id: number) {
  become(toasts.filter((toast) => toast.id !== id));
}

export function currentToasts(): Toast[] {
  return toasts;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
