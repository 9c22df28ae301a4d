import { useSyncExternalStore } from 'react';

/** How the app looks and listens on this device. */
export interface Preferences {
  density: 'comfortable' | 'compact';
  /** Shortcuts of a single key, which assistive technology may trigger by accident (WCAG 2.1.4). */
  singleKeys: boolean;
  isFolded: boolean;
  /** An IANA name; null for the device's own zone. */
  timeZone: string | null;
  /** Lists in pages, instead of one that scrolls. */
  isPaged: boolean;
  /** Columns that somebody made wider or narrower, in pixels by list and column. */
  widths: Readonly<Record<string, number>>;
  /** The overview does not say any more what makes a workspace complete. */
  hidesSteps: boolean;
}

const KEY = 'reconai.preferences';
const USUAL: Preferences = {
  density: 'comfortable',
  singleKeys: true,
  isFolded: false,
  timeZone: null,
  isPaged: false,
  widths: {},
  hidesSteps: false,
};

const listeners = new Set<() => void>();
let current = read();
apply();

function read(): Preferences {
  try {
    return parse(window.localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}

/** What was kept, as far as it makes sense. */
export function parse(kept: string | null): Preferences {
  if (kept === null) {
    return USUAL;
  }
  let values: Partial<Record<keyof Preferences, unknown>>;
  try {
    values = JSON.parse(kept) as typeof values;
  } catch {
    return USUAL;
  }
  return {
    density: values.density === 'compact' ? 'compact' : 'comfortable',
    singleKeys: values.singleKeys !== false,
    isFolded: values.isFolded === true,
    timeZone: typeof values.timeZone === 'string' && isZone(values.timeZone) ? values.timeZone : null,
    isPaged: values.isPaged === true,
    widths: widths(values.widths),
    hidesSteps: values.hidesSteps === true,
  };
}

export const NARROWEST = 60;
export const WIDEST = 800;

function widths(kept: unknown): Record<string, number> {
  if (kept === null || typeof kept !== 'object') {
    return {};
  }
  return Object.fromEntries(
    Object.entries(kept).filter(([, width]) => typeof width === 'number' && width >= NARROWEST && width <= WIDEST),
  ) as Record<string, number>;
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether something was chosen on this device. */
export function keepsPreferences(): boolean {
  try {
    return window.localStorage.getItem(KEY) !== null;
  } catch {
    return true; // nothing could be kept anyway
  }
}

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>) {
  current = { ...current, ...change };
  try {
    window.localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Counts until the page is left.
  }
  apply();
  listeners.forEach((listener) => listener());
}

function apply() {
  if (typeof document !== 'undefined') {
    document.documentElement.dataset['density'] = current.density;
  }
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
