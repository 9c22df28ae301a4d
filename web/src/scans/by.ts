import type { Scan } from '../api/types';
import { visible, words } from '../ui/text';

const TRIGGERS: Record<Scan['trigger'], string> = {
  manual: 'a person',
  api: 'a program',
  schedule: 'the schedule',
  replay: 'replay',
  upload: 'upload',
};

/** What makes scans begin. */
export const startedBy = (trigger: string): string => TRIGGERS[trigger as Scan['trigger']] ?? words(trigger);

/**
 * By whom a scan was started, by name.
 *
 * @param names of the members, by their ids; undefined while they are not known
 */
export function startedByWhom(
  scan: Pick<Scan, 'trigger' | 'requested_by' | 'token_name'>,
  names: ReadonlyMap<string, string> | undefined,
): string {
  if (scan.trigger === 'schedule' || names === undefined) {
    return startedBy(scan.trigger);
  }
  const who = scan.token_name === null ? (names.get(scan.requested_by) ?? 'a former member') : `API token ${scan.token_name}`;
  const how = scan.trigger === 'manual' || (scan.trigger === 'api' && scan.token_name !== null) ? '' : `, ${startedBy(scan.trigger)}`;
  return visible(who) + how;
}
