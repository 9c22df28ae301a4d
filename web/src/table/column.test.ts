import { describe, expect, it } from 'vitest';
import { choice, type Column, shown } from './column';

const column = (id: string, isExtra = false): Column<unknown> => ({ id, label: id, width: 1, isExtra, cell: () => null });
const ALL = [column('name'), column('risk'), column('ports'), column('owner', true)];
const ids = (columns: Column<unknown>[]) => columns.map((one) => one.id);

describe('shown', () => {
  it.each([
    [undefined, ['name', 'risk', 'ports']],
    ['', ['name', 'risk', 'ports']],
    ['ports,risk', ['name', 'ports', 'risk']],
    ['owner,nonsense', ['name', 'owner']],
    ['nonsense', ['name']],
  ])('%s', (wanted, expected) => expect(ids(shown(ALL, wanted))).toEqual(expected));
});

describe('choice', () => {
  it('is nothing for the usual columns', () => expect(choice(ALL, shown(ALL, undefined))).toBe(''));
  it('comes back through the address', () => expect(choice(ALL, shown(ALL, 'owner,risk'))).toBe('owner,risk'));
});
