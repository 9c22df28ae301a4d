import { describe, expect, it } from 'vitest';
import { dmarc, spf } from './mail';

describe('spf', () => {
  it.each([
    [['v=spf1 mx include:_spf.acme.test -all'], 'Senders: mx, include:_spf.acme.test; mail from anywhere else is to be refused.'],
    [['"v=spf1 ip4:192.0.2.0/24 " "~all"'], 'Senders: ip4:192.0.2.0/24; mail from anywhere else is suspicious, but to be taken.'],
    [['something', 'v=spf1 all'], 'Nobody is named as a sender; mail from anywhere is allowed, which allows everybody.'],
    [['v=spf1 redirect=_spf.acme.test'], 'Nobody is named as a sender; the rest is said at _spf.acme.test.'],
    [['v=spf1 a'], 'Senders: a; nothing is said of mail from anywhere else.'],
  ])('%j', (strings, means) => expect(spf(strings)?.means).toBe(means));

  it.each([[[]], [['v=spf10 -all']], [['spf1']]])('none in %j', (strings) => expect(spf(strings)).toBeUndefined());
});

describe('dmarc', () => {
  it.each([
    ['v=DMARC1; p=reject; rua=mailto:d@acme.test', 'Mail that only pretends to be from here is refused. Reports go to mailto:d@acme.test.'],
    [
      '"v=DMARC1; p=quarantine; pct=20"',
      'Mail that only pretends to be from here goes to the spam folder. This counts for 20 % of the mail. Nobody gets reports.',
    ],
    ['v=DMARC1; p=maybe', 'The policy (p) is missing or unknown, so receivers do nothing.'],
    ['v=DMARC1', 'The policy (p) is missing or unknown, so receivers do nothing.'],
  ])('%s', (text, means) => expect(dmarc([text])?.means).toBe(means));

  it.each([[[]], [['v=DMARC12; p=none']], [['v=spf1 -all']]])('none in %j', (strings) => expect(dmarc(strings)).toBeUndefined());
});
