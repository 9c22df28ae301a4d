// What a page keeps in its address. Values stay text, spelled as the API spells them, so that a filtered address is the
// query too; what cannot be is dropped, so that a mistyped address shows the page and not an error.

/** What one parameter may be. */
export type Rule =
  | { kind: 'text'; most: number }
  | { kind: 'words'; of: readonly string[] }
  | { kind: 'word'; of: readonly string[] }
  | { kind: 'list'; most: number }
  | { kind: 'number'; least: number; most: number }
  | { kind: 'day' }
  | { kind: 'sort'; of: readonly string[] };

export type Rules = Readonly<Record<string, Rule>>;

export type SearchOf<R extends Rules> = { [Name in keyof R]?: string };

/** One free text. */
export const text = (most = 200): Rule => ({ kind: 'text', most });
/** Several of these, separated by commas. */
export const words = (...of: string[]): Rule => ({ kind: 'words', of });
/** One of these. */
export const word = (...of: string[]): Rule => ({ kind: 'word', of });
/** Several free ones, separated by commas. */
export const list = (most = 50): Rule => ({ kind: 'list', most });
export const number = (least: number, most: number): Rule => ({ kind: 'number', least, most });
/** A day such as 2026-03-01. */
export const day = (): Rule => ({ kind: 'day' });
/** Fields to sort by, with - before one for the largest first. */
export const sort = (...of: string[]): Rule => ({ kind: 'sort', of });

/** Reads what the rules know and allow. */
export function read<R extends Rules>(rules: R, given: Record<string, unknown>): SearchOf<R> {
  const found: Record<string, string> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = given[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      const allowed = valid(rule, String(value).trim());
      if (allowed !== '') {
        found[name] = allowed;
      }
    }
  }
  return found as SearchOf<R>;
}

function valid(rule: Rule, value: string): string {
  switch (rule.kind) {
    case 'text':
      return wellFormed(value.slice(0, rule.most)).trim();
    case 'words':
      return rule.of.filter((known) => split(value).includes(known)).join(',');
    case 'word':
      return rule.of.includes(value) ? value : '';
    case 'list':
      return [...new Set(split(wellFormed(value)))].slice(0, rule.most).join(',');
    case 'number':
      return /^\d{1,9}$/.test(value) && Number(value) >= rule.least && Number(value) <= rule.most ? String(Number(value)) : '';
    case 'day':
      return isDay(value) ? value : '';
    case 'sort':
      return sorts(rule.of, value);
  }
}

/** Without halves of letters, which no address can hold. */
function wellFormed(value: string): string {
  return value.replace(/[\ud800-\udfff]/gu, '');
}

function isDay(value: string): boolean {
  const at = new Date(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

function sorts(of: readonly string[], value: string): string {
  const seen = new Set<string>();
  return split(value)
    .filter((criterion) => {
      const field = criterion.replace(/^-/, '');
      const isNew = of.includes(field) && !seen.has(field);
      seen.add(field);
      return isNew;
    })
    .join(',');
}

/** The values of a parameter that holds several. */
export function split(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The search with some parameters changed; an empty or undefined one goes. */
export function changed<S extends Record<string, string | undefined>>(
  search: S,
  change: { [Name in keyof S]?: string | undefined },
): S {
  const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(next) as S;
}

/** The values of a parameter with one added, or taken away if it was there. */
export function toggled(value: string | undefined, one: string): string {
  const values = split(value);
  return (values.includes(one) ? values.filter((other) => other !== one) : [...values, one]).join(',');
}

/** The next order after a click on a header: largest first, smallest first; with others it is added behind them. */
export function sortedBy(current: string, field: string, isAdded: boolean): string {
  const criteria = split(current);
  const known = criteria.find((criterion) => criterion.replace(/^-/, '') === field);
  const next = known === `-${field}` ? field : `-${field}`;
  if (!isAdded) {
    return next;
  }
  return known === undefined ? [...criteria, next].join(',') : criteria.map((one) => (one === known ? next : one)).join(',');
}

/** Which way a field is sorted, if at all. */
export function direction(current: string, field: string): 'ascending' | 'descending' | undefined {
  const criteria = split(current);
  return criteria.includes(field) ? 'ascending' : criteria.includes(`-${field}`) ? 'descending' : undefined;
}
