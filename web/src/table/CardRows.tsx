import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { BodyProps } from './DataTable';
import { isMarked } from './selection';
import { apart, useFocus, useInSight } from './TableRows';

const USUAL_HEIGHT = 116;
const AHEAD = 4;

/** The list as cards that the page itself scrolls. */
export function CardRows<T>(list: BodyProps<T>) {
  const { rows, marks, groupOf } = list;
  const box = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.total ?? 0,
    estimateSize: () => USUAL_HEIGHT,
    overscan: AHEAD,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  useInSight(list, items);
  useFocus(list.active, virtual.scrollToIndex, box);
  return (
    <ul className="cards" ref={box} style={{ height: virtual.getTotalSize() }} aria-label={list.name}>
      {items.map((item) => {
        const row = rows.row(item.index);
        const before = item.index > 0 ? rows.row(item.index - 1) : undefined;
        const group = row && groupOf?.(row);
        const isNew = group && (item.index === 0 || (before !== undefined && groupOf?.(before).id !== group.id));
        return (
          <li
            key={item.key}
            data-index={item.index}
            ref={virtual.measureElement}
            aria-setsize={rows.total}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            {isNew && <div className="group">{group.label}</div>}
            <div
              className={row !== undefined && list.openId === list.idOf(row) ? 'panel card is-open' : 'panel card'}
              data-row={item.index}
              tabIndex={-1}
            >
              {row === undefined ? (
                <span className="bone" />
              ) : (
                <>
                  {marks && (
                    <label className="mark">
                      <input
                        type="checkbox"
                        aria-label={`Select ${list.labelOf(row)}`}
                        checked={isMarked(marks.selection, list.idOf(row))}
                        onChange={() => marks.mark({ type: 'toggle', id: list.idOf(row) })}
                      />
                    </label>
                  )}
                  <div className="card-body">{list.card(row)}</div>
                  {list.menu && (
                    <div className="menu" onClick={apart} onKeyDown={apart}>
                      {list.menu(row)}
                    </div>
                  )}
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
