import { day, list, number, read, type SearchOf, sort, text, word, words } from '../table/parameters';
import { BANDS, bandOf } from './ages';
import { STATES } from './states';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const USUAL_SORT = '-severity,-last_seen_at';
export const GROUPS = ['type', 'asset', 'severity'] as const;

/** What narrows the list of findings, as the API spells it. */
const FILTERS = {
  search: text(),
  state: words('all', ...STATES),
  severity: words(...SEVERITIES),
  type: list(20),
  category: list(20),
  asset_id: text(40),
  parent_domain: text(253),
  scan_id: text(40),
  assignee: text(128),
  first_seen_after: day(),
  first_seen_before: day(),
  last_seen_after: day(),
  last_seen_before: day(),
  reopened: word('true', 'false'),
};

const RULES = {
  ...FILTERS,
  age: word(...BANDS.map((band) => band.id)),
  sort: sort('severity', 'first_seen_at', 'last_seen_at', 'asset_value', 'type', 'risk_score'),
  group: word(...GROUPS),
  columns: list(20),
  page: number(2, 100_000),
  open: text(40),
};

export type FindingSearch = SearchOf<typeof RULES>;

export const readFindingSearch = (given: Record<string, unknown>): FindingSearch => read(RULES, given);

/** The part that the service filters by. */
export function findingFilter(search: FindingSearch, now: number): Record<string, string> {
  const filter = read(FILTERS, search) as Record<string, string>;
  const band = bandOf(search.age);
  return band ? { ...filter, ...band.between(now) } : filter;
}

/** A list in groups is sorted by what it is grouped by first. */
export function orderOf(search: FindingSearch): string {
  const chosen = search.sort ?? USUAL_SORT;
  const first = { type: 'type', asset: 'asset_value', severity: '-severity' }[search.group ?? ''];
  if (first === undefined) {
    return chosen;
  }
  const field = first.replace('-', '');
  return [first, ...chosen.split(',').filter((one) => one.replace('-', '') !== field)].join(',');
}
