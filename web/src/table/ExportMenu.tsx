import { Button, Menu } from '@mantine/core';
import { stringifySearch } from '../app/address';
import { inWorkspace } from '../api/workspace';

export interface Format {
  label: string;
  path: string;
  query: Record<string, string | undefined>;
}

/** Downloads of what the filters leave; the browser fetches the file itself. */
export function ExportMenu({ formats, count, isFiltered }: { formats: readonly Format[]; count: number | undefined; isFiltered: boolean }) {
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="sm" disabled={count === undefined || count === 0}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {(count ?? 0).toLocaleString('en')} {isFiltered ? 'that fit the filters' : 'without filters'}
        </Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format.label} component="a" href={inWorkspace(format.path + stringifySearch(format.query))} download>
            {format.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
