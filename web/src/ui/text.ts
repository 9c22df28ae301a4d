/** Foreign text with what cannot be seen spelled out: control and bidirectional characters. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Cuts a long name in the middle, where it tells least. */
export function middle(text: string, most = 48): string {
  if (text.length <= most) {
    return text;
  }
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [30, 'day'],
  [12, 'month'],
];

// Formats are costly to make, and a list shows hundreds of moments.
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const EXACT = new Map<string | null, Intl.DateTimeFormat>();

/** "3 hours ago". */
export function ago(at: string, now = Date.now()): string {
  let amount = Math.round((Date.parse(at) - now) / 1000);
  for (const [most, unit] of STEPS) {
    if (Math.abs(amount) < most) {
      return RELATIVE.format(amount, unit);
    }
    amount = Math.round(amount / most);
  }
  return RELATIVE.format(amount, 'year');
}

/** "1 March 2026 at 09:30:00 UTC", in a zone or, without one, in the device's. */
export function exact(at: string, timeZone: string | null): string {
  let format = EXACT.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long', ...(timeZone ? { timeZone } : {}) });
    EXACT.set(timeZone, format);
  }
  return format.format(new Date(at));
}

/** "dns.brute-force" and the like in words. */
export function sourceName(source: string): string {
  const known: Record<string, string> = {
    request: 'the domain that was asked for',
    known: 'an earlier scan',
    list: 'a list of yours',
    'ct.crtsh': 'certificate transparency (crt.sh)',
    'ct.certspotter': 'certificate transparency (Cert Spotter)',
    otx: 'passive DNS (OTX)',
    wayback: 'web archive',
    internetdb: 'InternetDB',
    censys: 'Censys',
    rdap: 'registration (RDAP)',
    whois: 'registration (WHOIS)',
    'asn.cymru': 'network announcements (Team Cymru)',
    'geo.mmdb': 'databases of places',
    hibp: 'leaks (Have I Been Pwned)',
    xposedornot: 'leaks (XposedOrNot)',
    'dns.srv': 'service records',
    'dns.ptr': 'reverse names',
    'dns.zone-transfer': 'zone transfer',
    'dns.nsec': 'chain of signed names',
    'dns.brute-force': 'word list',
    'dns.permutations': 'names like those found',
    'dns.record': 'a DNS record',
    'tls.certificate': 'a certificate',
    'http.header': 'a header',
    'http.page': 'a page',
  };
  return known[source] ?? source.replaceAll('_', ' ');
}

const ABBREVIATIONS = /\b(dns|tls|http|ip)\b/g;

/** "port_scan" and the like in words. */
export function words(code: string): string {
  const text = code.replaceAll('_', ' ').replace(ABBREVIATIONS, (letters) => letters.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 finding", "1,204 findings". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
