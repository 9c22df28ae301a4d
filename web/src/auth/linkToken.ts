/** The secret of a mailed link. It stands behind `#`, which browsers send to nobody. */
export function linkToken(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
