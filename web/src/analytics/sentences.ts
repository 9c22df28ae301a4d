// One sentence for each chart, made from its data: what a glance at it would tell.

import { plural } from '../ui/text';
import type { Certificates, Distribution, FindingsDay, TrendDay } from './api';

export function riskSentence(days: readonly TrendDay[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) {
    return 'No scan yet.';
  }
  if (days.length === 1) {
    return `The score was ${last.risk_score} on ${day(last.date)}; there is no earlier day to compare with.`;
  }
  const change = last.risk_score - first.risk_score;
  const moved = change === 0 ? 'stayed at' : change > 0 ? `rose by ${change} to` : `fell by ${-change} to`;
  return `The score ${moved} ${last.risk_score} between ${day(first.date)} and ${day(last.date)}, with ${plural(last.asset_count, 'asset')} now.`;
}

export function findingsSentence(days: readonly FindingsDay[]): string {
  if (days.length === 0) {
    return 'No scan yet.';
  }
  const sum = (of: (one: FindingsDay) => number) => days.reduce((total, one) => total + of(one), 0);
  return `${plural(sum((one) => one.opened), 'finding')} opened and ${sum((one) => one.fixed).toLocaleString('en')} fixed in the period.`;
}

export function openSentence(days: readonly FindingsDay[]): string {
  const last = days.at(-1);
  if (!last) {
    return 'No scan yet.';
  }
  const { critical, high } = last.open_by_severity;
  const all = Object.values(last.open_by_severity).reduce((sum, count) => sum + count, 0);
  return `${plural(all, 'finding is', 'findings are')} open, ${critical.toLocaleString('en')} of them critical and ${high.toLocaleString('en')} high.`;
}

export function typesSentence(distribution: Distribution): string {
  const all = Object.values(distribution.by_type).reduce((sum, count) => sum + count, 0);
  const bad = distribution.by_risk.critical + distribution.by_risk.high;
  return all === 0 ? 'No scan yet.' : `${plural(bad, 'asset')} of ${all.toLocaleString('en')} ${bad === 1 ? 'is' : 'are'} at high or critical risk.`;
}

export function certificatesSentence(certificates: Certificates): string {
  const soon = certificates.within_7_days + certificates.within_30_days;
  const all = soon + certificates.expired + certificates.within_90_days + certificates.later;
  return all === 0
    ? 'No certificate was seen.'
    : `${plural(certificates.expired, 'certificate has', 'certificates have')} run out, ${soon.toLocaleString('en')} more will within 30 days.`;
}

/** The largest of a list. */
export function mostSentence(items: readonly { label: string; count: number }[], of: string): string {
  const first = items[0];
  return first ? `${first.label} is on ${plural(first.count, 'asset')}, more than any other ${of}.` : `No ${of} was seen.`;
}

function day(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** Rows as a file for spreadsheets; what could be read as a formula is not (RFC 4180, with a quote in front). */
export function csv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
