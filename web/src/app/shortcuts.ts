import { useEffect, useRef } from 'react';
import { preferences } from './preferences';

/** Something that keys do. `keys` is one key, two after each other ("g a"), or with the command key ("mod+k"). */
export interface Shortcut {
  keys: string;
  does: string;
  run: () => void;
}

const SEQUENCE_MS = 1_200;

/** Those of the shell stand behind those of the page, whichever came first. */
const everywhere = new Set<Shortcut>();
const ofPage = new Set<Shortcut>();

/** Those that work at the moment, for the list that `?` shows. */
export function activeShortcuts(): Shortcut[] {
  return [...everywhere, ...ofPage];
}

/** Makes keys do something while the component is there. @param where the page's own come before the shell's */
export function useShortcuts(shortcuts: Shortcut[], where: 'page' | 'everywhere' = 'page') {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const named = shortcuts.map((shortcut) => `${shortcut.keys}:${shortcut.does}`).join('\n');
  useEffect(() => {
    const mine = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }));
    const active = where === 'page' ? ofPage : everywhere;
    mine.forEach((shortcut) => active.add(shortcut));
    return () => mine.forEach((shortcut) => active.delete(shortcut));
  }, [named, where]);
}

/** What a key means, given the one before it. */
export function match(shortcuts: Iterable<Shortcut>, pressed: string, before: string | undefined): Shortcut | undefined {
  const all = [...shortcuts];
  return (
    (before === undefined ? undefined : all.findLast((shortcut) => shortcut.keys === `${before} ${pressed}`)) ??
    all.findLast((shortcut) => shortcut.keys === pressed)
  );
}

/** The key of an event in our spelling; undefined for keys that belong to the browser or the system. */
export function spell(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | undefined {
  if (event.altKey) {
    return undefined;
  }
  if (event.ctrlKey || event.metaKey) {
    return `mod+${event.key.toLowerCase()}`;
  }
  return event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"], [role="menu"]') !== null)
  );
}

/** Listens for the whole window; called once. */
export function listenForShortcuts(): () => void {
  let before: string | undefined;
  let beforeAt = 0;
  const hear = (event: KeyboardEvent) => {
    const pressed = spell(event);
    const isCommand = pressed?.startsWith('mod+') === true;
    if (!pressed || event.defaultPrevented || isBusy() || (!isCommand && isTyping(event.target))) {
      return;
    }
    if (!isCommand && !preferences().singleKeys) {
      return;
    }
    const found = match(activeShortcuts(), pressed, event.timeStamp - beforeAt < SEQUENCE_MS ? before : undefined);
    before = found ? undefined : pressed;
    beforeAt = event.timeStamp;
    if (found) {
      event.preventDefault();
      found.run();
    }
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}

/** A dialog has the floor. */
function isBusy(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
