import { describe, expect, it, vi } from 'vitest';

vi.stubGlobal('window', { localStorage: { getItem: () => null } });
const { isZone, parse } = await import('./preferences');

const usual = { density: 'comfortable', singleKeys: true, isFolded: false, timeZone: null, isPaged: false, widths: {}, hidesSteps: false };

describe('parse', () => {
  it.each([
    [null, usual],
    ['', usual],
    ['{', usual],
    ['{"density":"tiny","singleKeys":"no","timeZone":"Mars/North"}', usual],
    [
      '{"density":"compact","singleKeys":false,"isFolded":true,"timeZone":"Europe/Berlin","isPaged":true,"hidesSteps":true}',
      { density: 'compact', singleKeys: false, isFolded: true, timeZone: 'Europe/Berlin', isPaged: true, widths: {}, hidesSteps: true },
    ],
    ['{"widths":{"Assets.asset":300,"Assets.http":5,"Assets.risk":"wide"}}', { ...usual, widths: { 'Assets.asset': 300 } }],
    ['{"widths":null,"isPaged":"yes","hidesSteps":"yes"}', usual],
  ])('reads %s', (kept, expected) => expect(parse(kept)).toEqual(expected));
});

describe('isZone', () => {
  it('knows zones', () => expect([isZone('Europe/Berlin'), isZone('Nowhere')]).toEqual([true, false]));
});
