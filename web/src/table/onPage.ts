import type { Rows } from './useRows';

/** As many rows as a page shows; a part of what one request brings. */
export const PER_SHOWN_PAGE = 50;

/** The rows of one page, counted from its first. */
export function onPage<T>(rows: Rows<T>, offset: number): Rows<T> {
  return {
    ...rows,
    about: `${rows.about} from ${offset}`,
    total: rows.total === undefined ? undefined : Math.max(0, Math.min(PER_SHOWN_PAGE, rows.total - offset)),
    row: (index) => rows.row(offset + index),
    offset: rows.offset + offset,
  };
}
