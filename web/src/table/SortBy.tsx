import { ActionIcon, NativeSelect } from '@mantine/core';
import { Arrow } from './Arrow';
import type { Column } from './column';
import { direction, sortedBy } from './parameters';

interface Props<T> {
  columns: readonly Column<T>[];
  sort: string;
  onSort: (sort: string) => void;
}

/** Sorts a list that shows no heads: by one column, either way round. */
export function SortBy<T>({ columns, sort, onSort }: Props<T>) {
  const choices = columns.flatMap(({ label, sort: field }) => (field === undefined ? [] : [{ value: field, label }]));
  const first = choices.find(({ value }) => sort.split(',', 1)[0]?.replace(/^-/, '') === value);
  const by = first && direction(sort, first.value);
  return (
    <div className="sort-by">
      <NativeSelect
        label="Sort by"
        value={first?.value ?? ''}
        onChange={(event) => onSort(sortedBy('', event.currentTarget.value, false))}
        data={[...(first ? [] : [{ value: '', label: 'As given', disabled: true }]), ...choices]}
      />
      {first && by && (
        <ActionIcon
          variant="default"
          size={44}
          aria-label={by === 'descending' ? 'Smallest first' : 'Largest first'}
          onClick={() => onSort(sortedBy(sort.split(',', 1)[0] ?? '', first.value, false))}
        >
          <Arrow by={by} />
        </ActionIcon>
      )}
    </div>
  );
}
