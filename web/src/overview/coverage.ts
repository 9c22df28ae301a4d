import type { Scan } from '../api/types';
import { plural } from '../ui/text';

/** What of a domain its last scan looked at, in words: what was not looked at is not clean. */
export function coverage({ counts, mode, warnings }: Pick<Scan, 'counts' | 'mode' | 'warnings'>): string {
  const hosts = `${counts.hosts_done.toLocaleString('en')} of ${plural(counts.hosts_total, 'host')} looked at, ${mode} mode`;
  return warnings.length === 0 ? hosts : `${hosts}; not complete: ${plural(warnings.length, 'warning')}`;
}
