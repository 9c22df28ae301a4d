import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<T> {
  id: string;
  label: string;
  /** By which field of the API it is sorted, where it can be. */
  sort?: string;
  width: number;
  align?: 'right';
  /** Not shown until somebody asks for it. */
  isExtra?: boolean;
  cell: (row: T) => ReactNode;
}

/** Which columns are shown, in which order: as the address says, or the usual ones. The first one always is. */
export function shown<T>(columns: readonly Column<T>[], wanted: string | undefined): Column<T>[] {
  const [head, ...others] = columns;
  if (!head) {
    return [];
  }
  if (wanted === undefined || wanted === '') {
    return [head, ...others.filter((column) => !column.isExtra)];
  }
  const chosen = wanted
    .split(',')
    .map((id) => others.find((column) => column.id === id))
    .filter((column) => column !== undefined);
  return [head, ...chosen];
}

/** What the address says of these columns; nothing when they are the usual ones. */
export function choice<T>(columns: readonly Column<T>[], chosen: readonly Column<T>[]): string {
  const ids = chosen.slice(1).map((column) => column.id);
  const usual = shown(columns, undefined)
    .slice(1)
    .map((column) => column.id);
  return ids.join(',') === usual.join(',') ? '' : ids.join(',');
}
