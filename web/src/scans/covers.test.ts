import { expect, it } from 'vitest';
import { covers } from './covers';

it.each([
  [['acme.test'], 'acme.test', true],
  [['acme.test'], 'shop.acme.test', true],
  [['acme.test'], 'notacme.test', false],
  [['shop.acme.test'], 'acme.test', false],
  [[], 'acme.test', false],
])('%j cover %s: %s', (domains, name, expected) => expect(covers(domains, name)).toBe(expected));
