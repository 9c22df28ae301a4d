// Which rows are marked: some by their ids, or all that fit the filter but for some.

export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; but: ReadonlySet<string> };

export const NONE: Selection = { all: false, ids: new Set() };

export type Mark =
  | { type: 'toggle'; id: string }
  | { type: 'add'; ids: string[] }
  | { type: 'all' }
  | { type: 'clear' };

export function select(selection: Selection, mark: Mark): Selection {
  switch (mark.type) {
    case 'toggle':
      return selection.all
        ? { all: true, but: flipped(selection.but, mark.id) }
        : { all: false, ids: flipped(selection.ids, mark.id) };
    case 'add':
      return selection.all
        ? { all: true, but: new Set([...selection.but].filter((id) => !mark.ids.includes(id))) }
        : { all: false, ids: new Set([...selection.ids, ...mark.ids]) };
    case 'all':
      return { all: true, but: new Set() };
    case 'clear':
      return NONE;
  }
}

function flipped(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

export function isMarked(selection: Selection, id: string): boolean {
  return selection.all ? !selection.but.has(id) : selection.ids.has(id);
}

/** How many of so many rows are marked. */
export function marked(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.but.size) : selection.ids.size;
}
