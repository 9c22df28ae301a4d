import type { Rows } from './useRows';

/** Where a row is in a list, and the rows before and after it, as far as they are known. */
export interface Neighbours<T> {
  place: number;
  before: T | undefined;
  after: T | undefined;
}

/** Undefined where the row is not among those that are known. */
export function neighbours<T>({ total = 0, row }: Pick<Rows<T>, 'total' | 'row'>, isIt: (row: T) => boolean): Neighbours<T> | undefined {
  for (let place = 0; place < total; place++) {
    const here = row(place);
    if (here !== undefined && isIt(here)) {
      return { place, before: place > 0 ? row(place - 1) : undefined, after: row(place + 1) };
    }
  }
  return undefined;
}
