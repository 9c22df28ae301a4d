import './table.css';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { usePreferences } from '../app/preferences';
import { Pager } from '../ui/Pager';
import { Problem } from '../ui/Problem';
import { CardRows } from './CardRows';
import type { Column } from './column';
import { GoToRow } from './GoToRow';
import type { Mark, Selection } from './selection';
import { SortBy } from './SortBy';
import { TableRows, useTop } from './TableRows';
import { useListKeys } from './useListKeys';
import { onPage, PER_SHOWN_PAGE } from './onPage';
import { type Rows, type Sight, useSight } from './useRows';

export interface ListProps<T> {
  /** Of the list, such as "Findings"; also keeps its place when one comes back. */
  name: string;
  rows: Rows<T>;
  columns: readonly Column<T>[];
  idOf: (row: T) => string;
  labelOf: (row: T) => string;
  card: (row: T) => ReactNode;
  sort: string;
  onSort: (sort: string) => void;
  /** Rows can be marked. */
  marks?: { selection: Selection; mark: (mark: Mark) => void } | undefined;
  open: (row: T) => void;
  preview?: ((row: T) => void) | undefined;
  /** What can be done with a row, behind a button at its end. */
  menu?: ((row: T) => ReactNode) | undefined;
  /** The row that a panel shows at the moment. */
  openId?: string | undefined;
  /** Rows with the same are put under one heading; they must be sorted by it. */
  groupOf?: ((row: T) => { id: string; label: ReactNode }) | undefined;
  clear?: (() => void) | undefined;
  /** Hears where the keyboard is. */
  onActive?: ((index: number, row: T | undefined) => void) | undefined;
}

/** A list of any length: as a table, or as cards where there is little room; in pages for those who prefer them. */
export function DataTable<T>(list: ListProps<T>) {
  const { isPaged } = usePreferences();
  return isPaged ? <Paged {...list} /> : <Whole {...list} />;
}

/** From so many rows on one goes to a row by its number. */
const LONG = 100;

function Whole<T>(list: ListProps<T>) {
  const isNarrow = useMediaQuery('(max-width: 767.98px)', false, { getInitialValueInEffect: false });
  const [active, setActive] = useState(-1);
  const sight = useSight(list.rows);
  const keys = useListKeys(list, active, setActive);
  useTop(list.rows.about, () => {
    setActive(-1);
    list.onActive?.(-1, undefined);
  });
  const go = (index: number) => {
    setActive(-1); // so that it is gone to also where it was the active one already
    requestAnimationFrame(() => {
      setActive(index);
      list.onActive?.(index, list.rows.row(index));
    });
  };
  const Body = isNarrow ? CardRows : TableRows;
  return (
    <section
      aria-label={list.name}
      aria-busy={list.rows.isStale}
      className={list.rows.isStale ? 'list is-stale' : 'list'}
      onKeyDown={keys}
    >
      {sight.error && <Problem error={sight.error} again={sight.again} />}
      {isNarrow && <SortBy columns={list.columns} sort={list.sort} onSort={list.onSort} />}
      <Body {...list} active={active} setActive={setActive} show={sight.show} />
      {(list.rows.total ?? 0) > LONG && <GoToRow total={list.rows.total ?? 0} go={go} />}
    </section>
  );
}

/** One page of the list, which stands in the address. */
function Paged<T>(list: ListProps<T>) {
  const { page: wanted }: { page?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const total = list.rows.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PER_SHOWN_PAGE));
  const page = Math.min(pages, Number(wanted ?? 1));
  const go = (next: number) =>
    void navigate({
      to: '.',
      search: (search: object) => ({ ...search, page: next > 1 ? String(next) : undefined }),
      replace: true,
      resetScroll: false,
    } as never);
  useTop(list.rows.about, () => {
    if (page > 1) {
      go(1);
    }
  });
  const rows = onPage(list.rows, (page - 1) * PER_SHOWN_PAGE);
  return (
    <>
      <Whole {...list} rows={rows} />
      <Pager
        of={{ current_page: page, total_pages: pages, total_items: total, items_per_page: PER_SHOWN_PAGE }}
        onPage={go}
      />
    </>
  );
}

export interface BodyProps<T> extends ListProps<T> {
  active: number;
  setActive: (index: number) => void;
  /** Says which rows are in sight. */
  show: Sight['show'];
}
