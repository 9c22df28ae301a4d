// Views that somebody saved: a name for an address. They stay on this device.

export interface View {
  name: string;
  /** A query such as `?risk_level=high`. */
  query: string;
}

const MOST = 30;
const LONGEST_NAME = 60;

/** What was kept, as far as it makes sense. */
export function parse(kept: string | null): View[] {
  try {
    const values: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(values) ? values.filter(isView).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is View {
  const view = value as Partial<View> | null;
  return typeof view?.name === 'string' && typeof view.query === 'string' && /^(\?.*)?$/.test(view.query);
}

/** With one more; the same name is written over. */
export function withView(views: readonly View[], view: View): View[] {
  const name = view.name.trim().slice(0, LONGEST_NAME);
  return [...views.filter((other) => other.name !== name), { name, query: view.query }].slice(-MOST);
}

export function load(list: string): View[] {
  try {
    return parse(window.localStorage.getItem(keyOf(list)));
  } catch {
    return [];
  }
}

export function save(list: string, views: readonly View[]): void {
  try {
    window.localStorage.setItem(keyOf(list), JSON.stringify(views));
  } catch {
    // Without storage they last as long as the page.
  }
}

function keyOf(list: string): string {
  return `reconai.views.${list}`;
}
