import { type KeyboardEvent, useRef } from 'react';
import { preferences } from '../app/preferences';
import { useShortcuts } from '../app/shortcuts';
import type { ListProps } from './DataTable';
import { isTyping, type KeyAction, keyAction, moved } from './keys';

const PER_PAGE_KEY = 10;

interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
  preventDefault: () => void;
}

/** Keys of a list: inside it always; from elsewhere on the page while nothing else has the focus. */
export function useListKeys<T>(list: ListProps<T>, active: number, setActive: (index: number) => void) {
  const total = list.rows.total ?? 0;
  const row = active >= 0 ? list.rows.row(active) : undefined;
  const range = useRef(-1);

  const act = (action: KeyAction): boolean => {
    switch (action) {
      case 'select':
      case 'select-range':
        return mark(action);
      case 'open':
        row && list.open(row);
        return row !== undefined;
      case 'preview':
        row && (list.preview ?? list.open)(row);
        return row !== undefined;
      case 'clear':
        list.clear?.();
        return list.clear !== undefined;
      default:
        return move(action);
    }
  };

  const move = (action: KeyAction): boolean => {
    if (total > 0) {
      const next = moved(active, action, total, PER_PAGE_KEY);
      setActive(next);
      list.onActive?.(next, list.rows.row(next));
    }
    return total > 0;
  };

  const mark = (action: 'select' | 'select-range'): boolean => {
    if (!list.marks || row === undefined) {
      return false;
    }
    if (action === 'select-range' && range.current >= 0) {
      const [from, to] = [Math.min(range.current, active), Math.max(range.current, active)];
      const ids = Array.from({ length: to - from + 1 }, (_, index) => list.rows.row(from + index))
        .filter((one) => one !== undefined)
        .map(list.idOf);
      list.marks.mark({ type: 'add', ids });
    } else {
      list.marks.mark({ type: 'toggle', id: list.idOf(row) });
    }
    range.current = active;
    return true;
  };

  const hear = (event: Press) => {
    const action = keyAction(event);
    if (!action || isTyping(event.target)) {
      return;
    }
    const isOnControl = event.target instanceof HTMLElement && event.target.closest('a, button, input, summary') !== null;
    if (isOnControl && (action === 'open' || action === 'preview')) {
      return; // the control's own meaning
    }
    if (/^[a-z]$/i.test(event.key) && !preferences().singleKeys) {
      return;
    }
    if (act(action)) {
      event.preventDefault();
    }
  };

  useShortcuts([
    { keys: 'j', does: 'Next row of the list', run: () => act('next') },
    { keys: 'k', does: 'Row before', run: () => act('previous') },
    ...(list.marks ? [{ keys: 'x', does: 'Mark the row; with Shift up to it', run: () => act('select') }] : []),
  ]);

  return (event: KeyboardEvent) => hear(event);
}
