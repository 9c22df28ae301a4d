import { listed } from '../alerts/words';
import type { PauseReason, ReportSchedule, ReportScheduleWish } from './api';

const REASONS: Record<PauseReason, string> = {
  plan: 'the plan has no PDF reports',
  archived: 'the workspace is archived',
  no_mail: 'this service has no way to send mail',
  no_recipient: 'nobody who was to get it is a member any more',
};

/** A schedule as a sentence. */
export function sentence(schedule: ReportScheduleWish): string {
  const when = schedule.every === 'weekly' ? 'Every Monday' : 'On the first of each month';
  const zone = schedule.time_zone === 'UTC' ? ' (UTC)' : ` (${schedule.time_zone})`;
  const whose = schedule.domains.length === 0 ? 'the whole workspace' : listed(schedule.domains, 'and');
  const whom = schedule.recipients.length === 0 ? 'nobody' : listed(schedule.recipients, 'and');
  return `${when} at ${schedule.at}${zone}, as ${schedule.format.toUpperCase()}, on ${whose}, to ${whom}.`;
}

/** "on", "off", or why it rests although it is on. */
export function stateWords(schedule: Pick<ReportSchedule, 'state' | 'paused_because'>): string {
  switch (schedule.state) {
    case 'active':
      return 'on';
    case 'off':
      return 'off';
    case 'paused':
      return schedule.paused_because ? `paused: ${REASONS[schedule.paused_because]}` : 'paused';
  }
}
