import { describe, expect, it } from 'vitest';
import { recipesFor } from './recipes';

describe('recipesFor', () => {
  it.each([
    ['http.hsts.missing', 'nginx', 'add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;'],
    ['http.xcto.invalid', 'Apache', 'Header always set X-Content-Type-Options "nosniff"'],
    ['http.redirect.by-meta', 'nginx', 'server {\n    listen 80;\n    return 301 https://$host$request_uri;\n}'],
    ['dns.dmarc.missing', 'DNS zone', '_dmarc.acme.test.  IN  TXT  "v=DMARC1; p=quarantine; rua=mailto:dmarc-reports@acme.test"'],
    ['dns.spf.parked-missing', 'DNS zone', 'acme.test.  IN  TXT  "v=spf1 -all"'],
  ])('%s for %s', (type, server, text) =>
    expect(recipesFor(type, 'acme.test').find((recipe) => recipe.for === server)?.text).toBe(text));

  it('knows that not everything is mended by configuration', () => expect(recipesFor('takeover.cname', 'acme.test')).toEqual([]));
});
