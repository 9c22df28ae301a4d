import { expect, it } from 'vitest';
import type { AssetDetail, Finding } from '../api/types';
import { headerLines } from './headers';

const AT = '/exchanges/3';

const HTTP = {
  evidence: AT,
  headers: [
    { name: 'Server', value: 'nginx/1.21.0', evidence: `${AT}/answer/headers/0` },
    { name: 'X-Frame-Options', value: 'DENY', evidence: `${AT}/answer/headers/1` },
  ],
  security_headers: { 'strict-transport-security': null, 'x-frame-options': 'DENY', 'referrer-policy': null },
} as unknown as NonNullable<AssetDetail['http_info']>;

const finding = (title: string, pointer: string, excerpt: string) => ({ title, evidence: [{ pointer, excerpt }] }) as Finding;

it('puts what was found beside the header that it is about', () => {
  const lines = headerLines(HTTP, [
    finding('tells the version', `${AT}/answer/headers/0`, 'Server: nginx/1.21.0'),
    finding('HSTS is not set', `${AT}/answer/headers`, 'no strict-transport-security among: Server, X-Frame-Options'),
    finding('of another exchange', '/exchanges/1/answer/headers', 'no referrer-policy among: Server'),
    finding('of something else', '/tls/0', 'TLSv1.0'),
  ]);
  expect(lines.map(({ name, value, protects, findings }) => [name, value, protects, findings.map((one) => one.title)])).toEqual([
    ['Server', 'nginx/1.21.0', false, ['tells the version']],
    ['X-Frame-Options', 'DENY', true, []],
    ['strict-transport-security', null, true, ['HSTS is not set']],
    ['referrer-policy', null, true, []],
  ]);
});
