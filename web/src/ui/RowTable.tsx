import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../app/Icon';

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** The field that the service sorts by. */
  sortBy?: string;
  align?: 'right';
  /** The head is for screen readers only, as over a menu. */
  isBare?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Such as "-risk_score". */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}

/** A list as a table that becomes cards on a phone. The roles are said, since cards lose those of a table. */
export function RowTable<Row>({ caption, columns, rows, rowKey, sort, onSort }: Props<Row>) {
  return (
    <div className="panel row-table">
      <Table verticalSpacing="sm" role="table">
        <caption className="sr-only">{caption}</caption>
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Table.Td
                  key={column.key}
                  role="cell"
                  ta={column.align}
                  {...(column.isBare ? { className: 'bare' } : { 'data-head': column.head })}
                >
                  <div>{column.cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Head<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}) {
  const field = column.sortBy;
  if (!field || !onSort) {
    return (
      <Table.Th role="columnheader" scope="col" ta={column.align}>
        {column.isBare ? <span className="sr-only">{column.head}</span> : column.head}
      </Table.Th>
    );
  }
  const isUp = sort === field;
  const isDown = sort === `-${field}`;
  return (
    <Table.Th role="columnheader" scope="col" ta={column.align} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(isUp ? `-${field}` : field)}>
        {column.head}
        <span className={isUp ? 'sort-mark up' : isDown ? 'sort-mark' : 'sort-mark none'}>
          <Icon name="down" size={14} />
        </span>
      </button>
    </Table.Th>
  );
}
