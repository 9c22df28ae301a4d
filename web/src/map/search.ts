import { read, type SearchOf, text, word, words } from '../table/parameters';

const RULES = {
  domain: text(253),
  /** The scan whose time is shown. */
  at: text(40),
  risk_level: words('critical', 'high', 'medium', 'low'),
  show: words('certificates', 'providers', 'aliases'),
  view: word('list'),
  focus: text(300),
};

export type MapSearch = SearchOf<typeof RULES>;

export const readMapSearch = (given: Record<string, unknown>): MapSearch => read(RULES, given);
