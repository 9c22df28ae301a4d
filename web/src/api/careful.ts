import { ApiError, call, callWithTag } from './client';

/** Something as the service gave it, with the tag by which that version is known. */
export interface Version<T> {
  value: T;
  tag: string | null;
}

/** Fields of a form, all of them text. */
export type Fields = Record<string, string>;

/** Two people changed the same field. */
export interface Clash<F extends Fields> {
  theirs: F;
  mine: F;
  fields: (keyof F)[];
  tag: string | null;
}

export async function readVersion<T>(path: string): Promise<Version<T>> {
  const { body, tag } = await callWithTag<{ data: T }>(path);
  return { value: body.data, tag };
}

/** The fields in which a form differs from what it began with. */
export function edited<F extends Fields>(base: F, mine: F): Partial<F> {
  return Object.fromEntries(Object.entries(mine).filter(([name, value]) => base[name] !== value)) as Partial<F>;
}

/** The fields that somebody else changed too, and to something else. */
export function clashing<F extends Fields>(base: F, mine: F, theirs: F): (keyof F)[] {
  return Object.keys(edited(base, mine)).filter((name) => theirs[name] !== base[name] && theirs[name] !== mine[name]);
}

const MOST_TRIES = 3;

interface Edit<T, F extends Fields> {
  path: string;
  base: F;
  mine: F;
  tag: string | null;
  fieldsOf: (value: T) => F;
  bodyOf: (changed: Partial<F>) => object;
}

/**
 * Writes what was edited, only onto what the editor saw. Where something else of it changed meanwhile the edit is made on
 * the newer one; where the same field did, both are handed back and nothing is written.
 */
export async function write<T, F extends Fields>(edit: Edit<T, F>): Promise<Clash<F> | undefined> {
  let { tag } = edit;
  for (let tries = 1; ; tries += 1) {
    try {
      const changed = edited(edit.base, edit.mine);
      await call('PATCH', edit.path, edit.bodyOf(changed), tag === null ? {} : { ifMatch: tag });
      return undefined;
    } catch (refused) {
      if (!(refused instanceof ApiError && refused.status === 412) || tries === MOST_TRIES) {
        throw refused;
      }
      const latest = await readVersion<T>(edit.path);
      const theirs = edit.fieldsOf(latest.value);
      const fields = clashing(edit.base, edit.mine, theirs);
      if (fields.length > 0) {
        return { theirs, mine: edit.mine, fields, tag: latest.tag };
      }
      tag = latest.tag;
    }
  }
}
