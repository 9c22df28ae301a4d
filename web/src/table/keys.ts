// What keys do in a list. Letters work only while nothing is typed into and no modifier is held.

export type Move = 'next' | 'previous' | 'first' | 'last' | 'page-down' | 'page-up';
export type KeyAction = Move | 'select' | 'select-range' | 'open' | 'preview' | 'clear';

export interface Pressed {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const KEYS: Record<string, KeyAction> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
  x: 'select',
  Enter: 'open',
  ' ': 'preview',
  Escape: 'clear',
};

export function keyAction(pressed: Pressed): KeyAction | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) {
    return undefined;
  }
  if (pressed.shiftKey) {
    return pressed.key.toLowerCase() === 'x' ? 'select-range' : undefined;
  }
  return KEYS[pressed.key];
}

/** Where a move leads among so many rows; -1 is before the first. */
export function moved(index: number, action: KeyAction, total: number, perPage: number): number {
  const last = total - 1;
  switch (action) {
    case 'next':
      return Math.min(last, index + 1);
    case 'previous':
      return Math.max(0, index - 1);
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'page-down':
      return Math.min(last, Math.max(0, index) + perPage);
    case 'page-up':
      return Math.max(0, index - perPage);
    default:
      return index;
  }
}

/** True where a letter is a letter, or a key has a meaning of its own. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select, [role=menu], [role=dialog]') !== null)
  );
}
