import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { type Axis, labelled } from './axis';

const HEIGHT = 210;
const EDGE = { top: 8, right: 12, bottom: 24, left: 40 };
const AXIS_WIDTH = 44;
const LABEL_WIDTH = 64;

export interface Series {
  name: string;
  color: string;
  isDashed?: boolean;
  values: number[];
}

/** Where things are, in pixels. */
export interface Scale {
  /** Middle of a day. */
  x: (index: number) => number;
  /** Width of a day. */
  step: number;
  /** Height of a value on the left axis. */
  y: (value: number) => number;
  /** The same on the right one. */
  yRight: (value: number) => number;
}

interface Props {
  label: string;
  /** ISO dates, one after another. */
  dates: string[];
  series: Series[];
  left: Axis;
  right?: Axis;
  children: (scale: Scale) => ReactNode;
}

/** Axes, legend, and the numbers of the day that is pointed at or gone to by arrow keys. */
export function Plot({ label, dates, series, left, right, children }: Props) {
  const { ref, width } = useElementSize();
  const [day, setDay] = useState<number>();
  const scale = scaleOf(dates.length, width, left, right);
  const floor = scale.y(0);
  const end = width - (right ? AXIS_WIDTH : EDGE.right);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const across = event.clientX - event.currentTarget.getBoundingClientRect().left - EDGE.left;
    setDay(Math.min(dates.length - 1, Math.max(0, Math.floor(across / scale.step))));
  };
  const go = (event: KeyboardEvent) => {
    const to = { ArrowLeft: (day ?? dates.length) - 1, ArrowRight: (day ?? -1) + 1, Home: 0, End: dates.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setDay(Math.min(dates.length - 1, Math.max(0, to)));
    } else if (event.key === 'Escape') {
      setDay(undefined);
    }
  };

  return (
    <div className="plot" ref={ref}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${label}: chart; arrow keys go from day to day`}
        tabIndex={0}
        onPointerMove={point}
        onPointerLeave={() => setDay(undefined)}
        onKeyDown={go}
        onBlur={() => setDay(undefined)}
      >
        {left.ticks.map((tick) => (
          <g key={tick}>
            <line className="plot-grid" x1={EDGE.left} x2={end} y1={scale.y(tick)} y2={scale.y(tick)} />
            <text x={EDGE.left - 8} y={scale.y(tick)} dy="0.32em" textAnchor="end">
              {tick.toLocaleString('en')}
            </text>
          </g>
        ))}
        {right?.ticks.map((tick) => (
          <text key={tick} x={end + 8} y={scale.yRight(tick)} dy="0.32em">
            {tick.toLocaleString('en')}
          </text>
        ))}
        {labelled(dates.length, end - EDGE.left, LABEL_WIDTH).map((index) => (
          <text key={index} x={scale.x(index)} y={HEIGHT - 6} textAnchor="middle">
            {shortDay(dates[index] as string)}
          </text>
        ))}
        {children(scale)}
        {day !== undefined && <line className="plot-day" x1={scale.x(day)} x2={scale.x(day)} y1={EDGE.top} y2={floor} />}
      </svg>
      <div className="plot-tip" role="status" hidden={day === undefined} style={tipAt(scale, day ?? 0, width)}>
        {day !== undefined && (
          <>
            <strong>{shortDay(dates[day] as string)}</strong>
            {series.map((one) => (
              <div key={one.name}>
                <Mark series={one} /> {one.name}: {(one.values[day] as number).toLocaleString('en')}
              </div>
            ))}
          </>
        )}
      </div>
      <ul className="plot-legend">
        {series.map((one) => (
          <li key={one.name}>
            <Mark series={one} /> {one.name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ series }: { series: Series }) {
  return (
    <svg width="16" height="10" aria-hidden="true">
      <line x1="0" x2="16" y1="5" y2="5" stroke={series.color} strokeWidth="4" strokeDasharray={series.isDashed ? '5 3' : undefined} />
    </svg>
  );
}

function scaleOf(days: number, width: number, left: Axis, right?: Axis): Scale {
  const step = Math.max(0, width - EDGE.left - (right ? AXIS_WIDTH : EDGE.right)) / Math.max(1, days);
  const on = (top: number) => (value: number) =>
    HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  return { step, x: (index) => EDGE.left + (index + 0.5) * step, y: on(left.top), yRight: on(right?.top ?? left.top) };
}

/** Beside the day, on the side with more room. */
function tipAt(scale: Scale, day: number, width: number) {
  const x = scale.x(day);
  return x < width / 2 ? { left: x + 12 } : { right: width - x + 12 };
}

function shortDay(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
