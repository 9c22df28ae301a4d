import { Button, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '../ui/Problem';
import { FilterChips, type FilterName, isFiltered } from './FilterChips';
import type { Rows } from './useRows';

interface Props<T> {
  rows: Rows<T>;
  /** In the plural, such as "findings". */
  what: string;
  filters: readonly FilterName[];
  search: Record<string, string | undefined>;
  change: (change: Record<string, string | undefined>) => void;
  /** How many there are without filters, where it is known. */
  all?: number | undefined;
  /** What stands here before there is anything at all. */
  empty: ReactNode;
  children: ReactNode;
}

/** A list, or what stands in its place: loading, failed, empty, or emptied by its filters. */
export function ListStates<T>({ rows, what, filters, search, change, all, empty, children }: Props<T>) {
  if (rows.total === undefined) {
    return rows.error ? <Problem error={rows.error} again={rows.again} /> : <Bones />;
  }
  return (
    <>
      {rows.error && <Problem error={rows.error} again={rows.again} />}
      {rows.total > 0 ? (
        children
      ) : isFiltered(filters, search) ? (
        <section className="panel" aria-label="Nothing fits">
          <Title order={2} size={18} mb="xs">
            No {what} fit these filters
          </Title>
          <Text mb="sm">{all === undefined ? `0 ${what}` : `0 of ${all.toLocaleString('en')} ${what}`}</Text>
          <FilterChips filters={filters} search={search} change={change} />
        </section>
      ) : (
        empty
      )}
    </>
  );
}

/** The shape of a list that is on its way. */
export function Bones({ lines = 8 }: { lines?: number }) {
  return (
    <div className="panel bones" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="bone" style={{ width: `${70 - ((index * 13) % 40)}%` }} />
      ))}
    </div>
  );
}

/** What can be done with the marked rows. */
export function BulkBar(props: { count: number; total: number; isAll: boolean; all: () => void; clear: () => void; children: ReactNode }) {
  const { count, total, isAll, all, clear, children } = props;
  if (count === 0) {
    return null;
  }
  return (
    <div className="panel bulk" role="group" aria-label="Marked rows">
      <Text size="sm" fw={600} aria-live="polite">
        {count.toLocaleString('en')} selected
      </Text>
      {children}
      {!isAll && count < total && (
        <Button size="compact-sm" variant="subtle" onClick={all}>
          Select all {total.toLocaleString('en')}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}
