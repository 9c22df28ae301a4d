// Configuration that mends a finding, ready to be copied. Where a value depends on the site it is said so in words.

export interface Recipe {
  for: string;
  text: string;
}

/** A header for both web servers, so that each is written once. */
function header(name: string, value: string): Recipe[] {
  return [
    { for: 'nginx', text: `add_header ${name} "${value}" always;` },
    { for: 'Apache', text: `Header always set ${name} "${value}"` },
  ];
}

function record(name: string, type: string, value: string): Recipe[] {
  return [{ for: 'DNS zone', text: `${name}  IN  ${type}  ${value}` }];
}

const TO_HTTPS: Recipe[] = [
  { for: 'nginx', text: 'server {\n    listen 80;\n    return 301 https://$host$request_uri;\n}' },
  { for: 'Apache', text: 'RewriteEngine On\nRewriteCond %{HTTPS} off\nRewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]' },
];

type Maker = (subject: { domain: string }) => Recipe[];

/** By the beginning of a type; the longest that fits counts. */
const RECIPES: Record<string, Maker> = {
  'http.hsts.': () => header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains'),
  'http.csp.': () =>
    header('Content-Security-Policy', "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
  'http.framing.': () => header('Content-Security-Policy', "frame-ancestors 'none'"),
  'http.xcto.': () => header('X-Content-Type-Options', 'nosniff'),
  'http.referrer-policy.': () => header('Referrer-Policy', 'strict-origin-when-cross-origin'),
  'http.permissions-policy.': () => header('Permissions-Policy', 'camera=(), geolocation=(), microphone=()'),
  'http.disclosure.server': () => [
    { for: 'nginx', text: 'server_tokens off;' },
    { for: 'Apache', text: 'ServerTokens Prod\nServerSignature Off' },
  ],
  'http.redirect.missing': () => TO_HTTPS,
  'http.redirect.by-meta': () => TO_HTTPS,
  'http.cookie.': () => [{ for: 'Set-Cookie', text: 'Set-Cookie: __Host-session=…; Path=/; Secure; HttpOnly; SameSite=Lax' }],
  'http.securitytxt.': ({ domain }) => [
    {
      for: '/.well-known/security.txt',
      text: `Contact: mailto:security@${domain}\nExpires: ${nextYear()}\nCanonical: https://${domain}/.well-known/security.txt`,
    },
  ],
  'exposure.listing': () => [
    { for: 'nginx', text: 'autoindex off;' },
    { for: 'Apache', text: 'Options -Indexes' },
  ],
  'tls.protocol.': () => [
    { for: 'nginx', text: 'ssl_protocols TLSv1.2 TLSv1.3;' },
    { for: 'Apache', text: 'SSLProtocol -all +TLSv1.2 +TLSv1.3' },
  ],
  'tls.cipher.': () => [
    { for: 'nginx', text: `ssl_ciphers ${SUITES};` },
    { for: 'Apache', text: `SSLCipherSuite ${SUITES}` },
  ],
  'dns.dmarc.': ({ domain }) =>
    record(`_dmarc.${domain}.`, 'TXT', `"v=DMARC1; p=quarantine; rua=mailto:dmarc-reports@${domain}"`),
  'dns.spf.missing': ({ domain }) => record(`${domain}.`, 'TXT', '"v=spf1 mx -all"'),
  'dns.spf.parked-missing': ({ domain }) => record(`${domain}.`, 'TXT', '"v=spf1 -all"'),
  'dns.spf.pass-all': ({ domain }) => record(`${domain}.`, 'TXT', '"v=spf1 mx -all"'),
  'dns.caa.': ({ domain }) => record(`${domain}.`, 'CAA', '0 issue "letsencrypt.org"'),
  'dns.tls-rpt.': ({ domain }) => record(`_smtp._tls.${domain}.`, 'TXT', `"v=TLSRPTv1; rua=mailto:tls-reports@${domain}"`),
  'dns.mta-sts.': ({ domain }) => record(`_mta-sts.${domain}.`, 'TXT', '"v=STSv1; id=20260301000000"'),
};

/** Suites with forward secrecy that browsers of the last ten years know. */
const SUITES =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:' +
  'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305';

function nextYear(): string {
  const at = new Date();
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  return `${at.toISOString().slice(0, 10)}T00:00:00Z`;
}

/** What can be copied for a finding; often nothing. */
export function recipesFor(type: string, domain: string): Recipe[] {
  const fitting = Object.keys(RECIPES)
    .filter((beginning) => type.startsWith(beginning))
    .sort((left, right) => right.length - left.length)[0];
  return fitting === undefined ? [] : (RECIPES[fitting]?.({ domain }) ?? []);
}
