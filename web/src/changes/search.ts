import { read, type SearchOf, text, word, words } from '../table/parameters';

export const KINDS = ['new', 'gone', 'changed', 'new_findings', 'gone_findings', 'not_comparable'] as const;
export type Kind = (typeof KINDS)[number];

const RULES = {
  domain: text(253),
  from: text(40),
  to: text(40),
  since: word('visit', '7', '30'),
  kind: words(...KINDS),
  severity: words('critical', 'high', 'medium', 'low', 'info'),
};

export type ChangeSearch = SearchOf<typeof RULES>;

export const readChangeSearch = (given: Record<string, unknown>): ChangeSearch => read(RULES, given);
