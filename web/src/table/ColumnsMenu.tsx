import { ActionIcon, Button, Group, Popover, Switch } from '@mantine/core';
import { keepInAccount } from '../account/keep';
import { prefer, usePreferences } from '../app/preferences';
import { choice, type Column, shown } from './column';
import { forgetWidths, widen } from './widths';

const STEP = 20;

interface Props<T> {
  /** Of the list, under which widths are kept. */
  list: string;
  columns: readonly Column<T>[];
  wanted: string | undefined;
  onChange: (wanted: string) => void;
}

/** Which columns are shown, in which order and how wide; how high the rows are, and whether the list has pages. */
export function ColumnsMenu<T>({ list, columns, wanted, onChange }: Props<T>) {
  const present = shown(columns, wanted);
  const absent = columns.filter((column) => !present.includes(column));
  const { density, isPaged, widths } = usePreferences();
  const set = (next: Column<T>[]) => onChange(choice(columns, next));
  const swap = (index: number, by: number) => {
    const next = [...present];
    const [moved] = next.splice(index, 1);
    if (moved) {
      next.splice(index + by, 0, moved);
      set(next);
    }
  };
  return (
    <Popover position="bottom-end" trapFocus withinPortal={false} width={320}>
      <Popover.Target>
        <Button variant="default" size="sm">
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className="columns">
          {present.map((column, index) => (
            <Group key={column.id} justify="space-between" wrap="nowrap" gap={4}>
              <label>
                <input
                  type="checkbox"
                  checked
                  disabled={index === 0}
                  onChange={() => set(present.filter((other) => other !== column))}
                />{' '}
                {column.label}
              </label>
              <Group gap={2} wrap="nowrap">
                <ActionIcon variant="subtle" size={24} aria-label={`${column.label} narrower`} onClick={() => widen(list, column, -STEP)}>
                  −
                </ActionIcon>
                <ActionIcon variant="subtle" size={24} aria-label={`${column.label} wider`} onClick={() => widen(list, column, STEP)}>
                  +
                </ActionIcon>
              {index > 0 && (
                <>
                  <ActionIcon
                    variant="subtle"
                    size={24}
                    disabled={index === 1}
                    aria-label={`${column.label} further left`}
                    onClick={() => swap(index, -1)}
                  >
                    ↑
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={24}
                    disabled={index === present.length - 1}
                    aria-label={`${column.label} further right`}
                    onClick={() => swap(index, 1)}
                  >
                    ↓
                  </ActionIcon>
                </>
              )}
              </Group>
            </Group>
          ))}
          {absent.map((column) => (
            <label key={column.id}>
              <input type="checkbox" checked={false} onChange={() => set([...present, column])} /> {column.label}
            </label>
          ))}
        </div>
        {Object.keys(widths).some((key) => key.startsWith(`${list}.`)) && (
          <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => forgetWidths(list)}>
            Usual widths
          </Button>
        )}
        <Switch
          mt="sm"
          label="Compact rows"
          checked={density === 'compact'}
          onChange={(event) => {
            const chosen = event.currentTarget.checked ? 'compact' : 'comfortable';
            prefer({ density: chosen });
            keepInAccount({ density: chosen });
          }}
        />
        <Switch
          mt="sm"
          label="Pages instead of scrolling"
          checked={isPaged}
          onChange={(event) => prefer({ isPaged: event.currentTarget.checked })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
