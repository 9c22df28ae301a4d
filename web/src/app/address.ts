// Addresses are plain queries, readable and short: every value is text, commas and the like stay as they are.

export function parseSearch(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '' : `?${query.replace(/%(2C|2F|3A|40)/g, (_, code: string) => READABLE[code] ?? '')}`;
}

/** May stand in a query as they are (RFC 3986 §3.4). */
const READABLE: Record<string, string> = { '2C': ',', '2F': '/', '3A': ':', '40': '@' };
