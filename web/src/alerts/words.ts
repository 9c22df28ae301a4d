import type { AlertEvent, Channel, ChannelType, Rule } from './api';

const EVENT_WORDS: Record<AlertEvent, string> = {
  'asset.high_risk': 'an asset at high risk',
  'asset.new': 'a new asset',
  'asset.gone': 'an asset that is gone',
  'port.opened': 'an opened port',
  'finding.new': 'a new finding',
  'finding.reopened': 'a finding that is back',
  'finding.fixed': 'a fixed finding',
  'certificate.expiring': 'a certificate that ends soon',
  'scan.completed': 'a completed scan',
  'scan.failed': 'a failed scan',
  'domain.verification_lost': 'a lost proof of ownership',
  'usage.warning': 'a plan that is nearly used up',
  'billing.payment_failed': 'a failed payment',
  'channel.disabled': 'a channel that was switched off',
};

/** What have a severity of their own, by which a rule may choose. */
const WEIGHED: AlertEvent[] = ['asset.high_risk', 'finding.new', 'finding.reopened', 'finding.fixed'];

const TYPE_WORDS: Record<ChannelType, string> = {
  email: 'E-mail',
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Microsoft Teams',
  webhook: 'Webhook',
};

export const eventWords = (event: AlertEvent): string => EVENT_WORDS[event] ?? event;

export const typeWords = (type: ChannelType): string => TYPE_WORDS[type] ?? type;

export const hasSeverity = (events: AlertEvent[]): boolean => events.some((event) => WEIGHED.includes(event));

/** The first letter large, as at the beginning of a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function listed(words: string[], joint: 'and' | 'or'): string {
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1]}`;
}

type Said = Pick<
  Rule,
  'events' | 'min_severity' | 'domains' | 'tags' | 'channels' | 'mode' | 'digest' | 'throttle_minutes' | 'quiet_hours'
>;

/** A rule as a sentence. */
export function sentence(rule: Said, channels: Pick<Channel, 'channel_id' | 'name'>[]): string {
  const names = rule.channels.map((id) => channels.find((channel) => channel.channel_id === id)?.name ?? 'a removed channel');
  const severity =
    hasSeverity(rule.events) && rule.min_severity !== 'info'
      ? ` of ${rule.min_severity}${rule.min_severity === 'critical' ? '' : ' or worse'}`
      : '';
  const where = rule.domains.length === 0 ? 'on any domain' : `on ${listed(rule.domains, 'or')}`;
  const tags = rule.tags.length === 0 ? '' : ` tagged ${listed(rule.tags, 'or')}`;
  const quiet = rule.quiet_hours ? `, not from ${rule.quiet_hours.from} to ${rule.quiet_hours.to}` : '';
  return (
    `When there is ${listed(rule.events.map(eventWords), 'or')}${severity} ${where}${tags}, ` +
    `tell ${listed(names, 'and')} ${when(rule)}${quiet}.`
  );
}

function when(rule: Said): string {
  if (rule.mode === 'digest' && rule.digest) {
    const { every, at, time_zone } = rule.digest;
    switch (every) {
      case 'scan':
        return 'once a scan';
      case 'daily':
        return `every day at ${at} (${time_zone})`;
      case 'weekly':
        return `every Monday at ${at} (${time_zone})`;
      case 'monthly':
        return `on the first of each month at ${at} (${time_zone})`;
    }
  }
  return rule.throttle_minutes === 0 ? 'at once' : `at once, at most once ${every(rule.throttle_minutes)}`;
}

function every(minutes: number): string {
  if (minutes === 60) {
    return 'an hour';
  }
  if (minutes === 1440) {
    return 'a day';
  }
  return minutes % 60 === 0 ? `in ${minutes / 60} hours` : `in ${minutes} minutes`;
}
