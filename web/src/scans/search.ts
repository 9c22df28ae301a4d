import { list, number, read, type SearchOf, sort, text, words } from '../table/parameters';

export const USUAL_SORT = '-created_at';
export const STATUSES = ['running', 'pending', 'completed', 'failed', 'canceled'] as const;
export const MODES = ['passive', 'standard', 'active'] as const;
export const TRIGGERS = ['manual', 'api', 'schedule', 'replay', 'upload'] as const;
export const TYPES = ['full', 'quick', 'rescan'] as const;

/** What narrows the list of scans, as the API spells it. */
const FILTERS = {
  status: words(...STATUSES),
  mode: words(...MODES),
  scan_type: words(...TYPES),
  trigger: words(...TRIGGERS),
  domain: text(253),
};

const RULES = {
  ...FILTERS,
  sort: sort('created_at', 'completed_at', 'duration_seconds', 'assets_discovered', 'domain'),
  columns: list(20),
  page: number(2, 100_000),
};

export type ScanSearch = SearchOf<typeof RULES>;

export const readScanSearch = (given: Record<string, unknown>): ScanSearch => read(RULES, given);

/** The part that the service filters by. */
export const scanFilter = (search: ScanSearch): Record<string, string> => read(FILTERS, search) as Record<string, string>;
