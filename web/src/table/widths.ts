import { NARROWEST, preferences, prefer, WIDEST } from '../app/preferences';

interface Sized {
  id: string;
  width: number;
}

const key = (list: string, column: Sized) => `${list}.${column.id}`;

/** How wide a column is: as somebody made it, else as usual. */
export function widthOf(list: string, column: Sized): number {
  return preferences().widths[key(list, column)] ?? column.width;
}

export function setWidth(list: string, column: Sized, width: number) {
  const next = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
  prefer({ widths: { ...preferences().widths, [key(list, column)]: next } });
}

export function widen(list: string, column: Sized, by: number) {
  setWidth(list, column, widthOf(list, column) + by);
}

export function forgetWidths(list: string) {
  prefer({ widths: Object.fromEntries(Object.entries(preferences().widths).filter(([name]) => !name.startsWith(`${list}.`))) });
}
