import { useElementScrollRestoration } from '@tanstack/react-router';
import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { Fragment, memo, type PointerEvent, type RefObject, type SyntheticEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { usePreferences } from '../app/preferences';
import { Arrow } from './Arrow';
import type { Column } from './column';
import type { BodyProps } from './DataTable';
import { direction, sortedBy } from './parameters';
import { isMarked } from './selection';
import { setWidth, widthOf } from './widths';

const HEIGHT = { comfortable: 52, compact: 36 };
const GROUP_HEIGHT = 36;
const AHEAD = 8;
const MARK_WIDTH = 40;
const MENU_WIDTH = 44;

/** The list as a table of which only the rows in sight are in the document. */
export function TableRows<T>(list: BodyProps<T>) {
  const { rows, active } = list;
  const columns = useSame(list.columns);
  const latest = useLatest(list);
  const box = useRef<HTMLDivElement>(null);
  const id = `list-${list.name.toLowerCase().replaceAll(/\W+/g, '-')}`;
  const kept = useElementScrollRestoration({ id });
  const { density } = usePreferences();
  const height = HEIGHT[density];
  const virtual = useVirtualizer({
    count: rows.total ?? 0,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: AHEAD,
    initialOffset: kept?.scrollY ?? 0,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return active < 0 || seen.includes(active) ? seen : [...seen, active].sort((left, right) => left - right);
    },
  });
  const items = virtual.getVirtualItems();
  useEffect(() => virtual.measure(), [height]);
  useInSight(list, items);
  useFocus(active, virtual.scrollToIndex, box);
  useTop(rows.about, () => box.current?.scrollTo(0, 0));
  const around = (list.marks ? MARK_WIDTH : 0) + (list.menu ? MENU_WIDTH : 0);
  const width = columns.reduce((sum, column) => sum + widthOf(list.name, column), around);
  return (
    <div className="rows panel" ref={box} data-scroll-restoration-id={id} tabIndex={0} role="group" aria-label={`${list.name}, scrolls`}>
      <table aria-rowcount={(rows.total ?? 0) + 1} style={{ minWidth: width }}>
        <caption className="sr-only">{list.name}</caption>
        <colgroup>
          {list.marks && <col style={{ width: MARK_WIDTH }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: widthOf(list.name, column) }} />
          ))}
          {list.menu && <col style={{ width: MENU_WIDTH }} />}
        </colgroup>
        <Head
          name={list.name}
          columns={columns}
          sort={list.sort}
          onSort={list.onSort}
          marks={list.marks}
          hasMenu={list.menu !== undefined}
          total={rows.total ?? 0}
        />
        {items.map((item, place) => (
          <Fragment key={item.key}>
            <Gap from={place === 0 ? 0 : (items[place - 1]?.end ?? 0)} to={item.start} />
            <Body {...list} columns={columns} latest={latest} item={item} height={height} measure={virtual.measureElement} />
          </Fragment>
        ))}
        <Gap from={items.at(-1)?.end ?? 0} to={virtual.getTotalSize()} />
      </table>
    </div>
  );
}

/** The columns of before, as long as they show the same in the same way: rows are not drawn anew for a new list of them. */
function useSame<T>(columns: readonly Column<T>[]): readonly Column<T>[] {
  const kept = useRef(columns);
  const isSame = kept.current.length === columns.length && kept.current.every((column, index) => column.cell === columns[index]?.cell);
  if (!isSame) {
    kept.current = columns;
  }
  return kept.current;
}

/** What is to be called when something happens, without drawing anew for it. */
function useLatest<T>(list: BodyProps<T>): RefObject<BodyProps<T>> {
  const latest = useRef(list);
  useLayoutEffect(() => {
    latest.current = list;
  });
  return latest;
}

/** Tells the list which rows are in sight, with some ahead. */
export function useInSight<T>({ show }: BodyProps<T>, items: VirtualItem[]) {
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => show(first - AHEAD, last + AHEAD), [first, last, show]);
}

/** Another filter or order begins at the top. */
export function useTop(about: string, toTop: () => void) {
  const before = useRef(about);
  useEffect(() => {
    if (before.current !== about) {
      before.current = about;
      toTop();
    }
  }, [about]);
}

/** Follows the keyboard: brings the row into sight and gives it the focus. */
export function useFocus(
  active: number,
  scrollTo: (index: number, options: { align: 'auto' }) => void,
  box: { current: HTMLElement | null },
) {
  useEffect(() => {
    if (active < 0) {
      return undefined;
    }
    scrollTo(active, { align: 'auto' });
    const row = () => box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    const here = row();
    if (here) {
      here.focus({ preventScroll: true });
      return undefined;
    }
    const frame = requestAnimationFrame(() => row()?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [active]);
}

function Gap({ from, to }: { from: number; to: number }) {
  return to > from ? (
    <tbody aria-hidden="true">
      <tr>
        <td style={{ height: to - from, padding: 0, border: 0 }} />
      </tr>
    </tbody>
  ) : null;
}

interface HeadProps<T> extends Pick<BodyProps<T>, 'name' | 'columns' | 'sort' | 'onSort' | 'marks'> {
  hasMenu: boolean;
  total: number;
}

/** The heads of the columns; scrolling does not draw them anew. */
const Head = memo(HeadRow) as typeof HeadRow;

function HeadRow<T>({ name, columns, sort, onSort, marks, hasMenu, total }: HeadProps<T>) {
  const isAll = marks?.selection.all === true;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {marks && (
          <th scope="col" className="mark">
            <input
              type="checkbox"
              aria-label={`Select all ${total.toLocaleString('en')}`}
              checked={isAll}
              onChange={() => marks.mark({ type: isAll ? 'clear' : 'all' })}
            />
          </th>
        )}
        {columns.map((column, index) => {
          const by = column.sort === undefined ? undefined : direction(sort, column.sort);
          return (
            <th
              key={column.id}
              scope="col"
              className={cell(column.align, index === 0)}
              {...(column.sort === undefined ? {} : { 'aria-sort': by ?? ('none' as const) })}
            >
              {column.sort === undefined ? (
                column.label
              ) : (
                <button
                  type="button"
                  title="Sort; with Shift beside the present order"
                  onClick={(event) => onSort(sortedBy(sort, column.sort ?? '', event.shiftKey))}
                >
                  {column.label}
                  {by && <Arrow by={by} />}
                </button>
              )}
              <Grip list={name} column={column} />
            </th>
          );
        })}
        {hasMenu && (
          <th scope="col" className="menu">
            <span className="sr-only">More</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

/** Drags the end of a column; the menu of columns does the same without dragging. */
function Grip<T>({ list, column }: { list: string; column: Column<T> }) {
  const grab = (event: PointerEvent<HTMLSpanElement>) => {
    const grip = event.currentTarget;
    const head = grip.closest('th');
    const [from, width] = [event.clientX, head?.offsetWidth ?? column.width];
    grip.setPointerCapture(event.pointerId);
    grip.onpointermove = (move) => setWidth(list, column, width + move.clientX - from);
    grip.onlostpointercapture = () => {
      grip.onpointermove = null;
    };
    event.preventDefault();
  };
  return <span className="grip" aria-hidden="true" onPointerDown={grab} />;
}

function cell(align: 'right' | undefined, isHead: boolean): string {
  return [align, isHead ? 'head' : undefined].filter(Boolean).join(' ');
}

interface BodyRowProps<T> extends BodyProps<T> {
  item: VirtualItem;
  height: number;
  measure: (element: Element | null) => void;
  latest: RefObject<BodyProps<T>>;
}

function Body<T>({ item, height, measure, latest, rows, columns, groupOf, marks, active, openId, ...list }: BodyRowProps<T>) {
  const cells = columns.length + (marks ? 1 : 0) + (list.menu ? 1 : 0);
  const row = rows.row(item.index);
  const group = row && groupOf?.(row);
  const before = item.index > 0 ? rows.row(item.index - 1) : undefined;
  const isNew = group && (item.index === 0 || (before !== undefined && groupOf?.(before).id !== group.id));
  const id = row && list.idOf(row);
  return (
    <tbody data-index={item.index} ref={groupOf ? measure : undefined}>
      {isNew && (
        <tr className="group" style={{ height: GROUP_HEIGHT }}>
          <th colSpan={cells} scope="rowgroup">
            {group.label}
          </th>
        </tr>
      )}
      {row === undefined || id === undefined ? (
        <Pending index={item.index} height={height} cells={cells} />
      ) : (
        <Line
          row={row}
          index={item.index}
          height={height}
          columns={columns as readonly Column<unknown>[]}
          hasMarks={marks !== undefined}
          isMarked={marks !== undefined && isMarked(marks.selection, id)}
          isOpen={openId === id}
          isActive={active === item.index}
          latest={latest as RefObject<unknown> as RefObject<BodyProps<unknown>>}
        />
      )}
    </tbody>
  );
}

function Pending({ index, height, cells }: { index: number; height: number; cells: number }) {
  return (
    <tr aria-rowindex={index + 2} aria-busy="true" style={{ height }}>
      <td colSpan={cells}>
        <span className="bone" />
      </td>
    </tr>
  );
}

interface LineProps {
  row: unknown;
  index: number;
  height: number;
  columns: readonly Column<unknown>[];
  hasMarks: boolean;
  isMarked: boolean;
  isOpen: boolean;
  isActive: boolean;
  latest: RefObject<BodyProps<unknown>>;
}

/** One row. It is drawn anew only when something of it changes, since scrolling draws the list at every step. */
const Line = memo(function Line({ row, index, height, columns, hasMarks, isMarked, isOpen, isActive, latest }: LineProps) {
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isActive && isFocusHere(element.current)) {
      element.current?.focus({ preventScroll: true }); // it was gone to before it was loaded
    }
  }, []);
  return (
    <tr
      ref={element}
      data-row={index}
      aria-rowindex={index + 2}
      tabIndex={-1}
      style={{ height }}
      className={[isMarked ? 'is-marked' : '', isOpen ? 'is-open' : '', isActive ? 'is-active' : ''].join(' ')}
      onClick={(event) => {
        const { setActive, onActive, preview, open } = latest.current;
        setActive(index);
        onActive?.(index, row);
        if (!(event.target as HTMLElement).closest('a, button, input, label') && window.getSelection()?.toString() === '') {
          (preview ?? open)(row);
        }
      }}
    >
      {hasMarks && (
        <td className="mark">
          <input
            type="checkbox"
            aria-label={`Select ${latest.current.labelOf(row)}`}
            checked={isMarked}
            onChange={() => latest.current.marks?.mark({ type: 'toggle', id: latest.current.idOf(row) })}
          />
        </td>
      )}
      {columns.map((column, place) =>
        place === 0 ? (
          <th key={column.id} scope="row" className={cell(column.align, true)}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} className={cell(column.align, false)}>
            {column.cell(row)}
          </td>
        ),
      )}
      {latest.current.menu && (
        <td className="menu" onClick={apart} onKeyDown={apart}>
          {latest.current.menu(row)}
        </td>
      )}
    </tr>
  );
});

/** What happens in a row's menu, whose parts may lie elsewhere in the document, is not for the row. */
export function apart(event: SyntheticEvent) {
  event.stopPropagation();
}

/** Nothing outside the list has the focus. */
function isFocusHere(row: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || row?.closest('.list')?.contains(focused) === true;
}
