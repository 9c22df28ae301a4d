import { day, list, number, read, type SearchOf, sort, text, word, words } from '../table/parameters';

export const LEVELS = ['critical', 'high', 'medium', 'low'] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const USUAL_SORT = '-risk_score';

/** What narrows the list of assets, as the API spells it. */
const FILTERS = {
  search: text(),
  risk_level: words(...LEVELS),
  asset_type: words('domain', 'subdomain', 'ip_address'),
  state: words('active', 'stale'),
  severity: words(...SEVERITIES),
  parent_domain: list(20),
  technology: list(20),
  tag: list(20),
  country: list(20),
  asn: list(20),
  ip: text(50),
  finding_type: list(20),
  open_port: number(1, 65_535),
  min_score: number(0, 100),
  max_score: number(0, 100),
  has_findings: word('true', 'false'),
  scan_id: text(40),
  discovered_after: day(),
  discovered_before: day(),
  scanned_after: day(),
  scanned_before: day(),
  cert_expires_before: day(),
};

const RULES = {
  ...FILTERS,
  sort: sort(
    'risk_score',
    'asset_value',
    'discovered_at',
    'last_scanned_at',
    'asset_type',
    'http_status',
    'ssl_days_until_expiry',
    'open_findings',
  ),
  columns: list(20),
  page: number(2, 100_000),
  preview: text(40),
};

export type AssetSearch = SearchOf<typeof RULES>;

export const readAssetSearch = (given: Record<string, unknown>): AssetSearch => read(RULES, given);

/** The part that the service filters by. */
export const assetFilter = (search: AssetSearch): Record<string, string> =>
  read(FILTERS, search) as Record<string, string>;
