import { visible, words } from '../ui/text';

const NAMES: Record<string, string> = {
  ip_addresses: 'Addresses',
  open_ports: 'Open ports',
  dns_records: 'DNS records',
  technologies: 'Technologies',
  http_status: 'HTTP status',
  title: 'Title',
  ssl_cert_expiry: 'Certificate ends',
  ssl_cert_valid: 'Certificate valid',
  'ssl_cert_info.expiry': 'Certificate ends',
  'ssl_cert_info.sha256': 'Certificate',
  risk_score: 'Risk score',
  risk_level: 'Risk level',
};

/** What a field is called. */
export function fieldName(field: string): string {
  return NAMES[field] ?? words(visible(field.replaceAll('.', ', ').replaceAll('-', ' ')));
}

const LONGEST = 300;

/** One value of a field, as text; what cannot be seen in it is spelled out. */
export function said(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return 'nothing';
  }
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) {
    return new Date(value).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
