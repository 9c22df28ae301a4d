import { area, line, type SeriesPoint, stack } from 'd3-shape';
import { SEVERITIES } from '../findings/search';
import { words } from '../ui/text';
import type { FindingsDay, TrendDay } from './api';
import { axis } from './axis';
import { Plot, type Scale, type Series } from './Plot';

/** So few days are points as well, or a single one would not be seen. */
const POINTS_UP_TO = 14;
const BAR_WIDTH = 24;

type OpenCounts = FindingsDay['open_by_severity'];

/** The workspace's score and how many assets it is made of, day by day. @param marks days to be marked by a line */
export function RiskTrend({ days, marks = [] }: { days: TrendDay[]; marks?: readonly string[] }) {
  const score = { name: 'Risk score', color: 'var(--chart-score)', values: days.map((day) => day.risk_score) };
  const assets = { name: 'Assets', color: 'var(--chart-assets)', isDashed: true, values: days.map((day) => day.asset_count) };
  return (
    <Plot label="Risk over time" dates={dates(days)} series={[score, assets]} left={axis([], 100)} right={axis(assets.values)}>
      {(scale) => (
        <>
          {days.map(
            ({ date }, index) =>
              marks.includes(date) && (
                <line key={date} className="plot-mark" x1={scale.x(index)} x2={scale.x(index)} y1={scale.y(0)} y2={scale.y(100)} />
              ),
          )}
          <Line series={assets} x={scale.x} y={scale.yRight} />
          <Line series={score} x={scale.x} y={scale.y} />
        </>
      )}
    </Plot>
  );
}

function Line({ series, x, y }: { series: Series; x: Scale['x']; y: Scale['y'] }) {
  const path = line<number>((_, index) => x(index), y);
  return (
    <>
      <path
        d={path(series.values) ?? undefined}
        fill="none"
        stroke={series.color}
        strokeWidth="2"
        strokeDasharray={series.isDashed ? '5 4' : undefined}
      />
      {series.values.length <= POINTS_UP_TO &&
        series.values.map((value, index) => <circle key={index} cx={x(index)} cy={y(value)} r="3" fill={series.color} />)}
    </>
  );
}

/** Findings that came and went, day by day. */
export function OpenedAndFixed({ days }: { days: FindingsDay[] }) {
  const series = [
    { name: 'Opened', color: 'var(--chart-high)', values: days.map((day) => day.opened) },
    { name: 'Fixed', color: 'var(--chart-low)', values: days.map((day) => day.fixed) },
  ];
  return (
    <Plot label="Findings opened and fixed" dates={dates(days)} series={series} left={axis(series.flatMap((one) => one.values))}>
      {({ x, y, step }) => {
        const width = Math.min(BAR_WIDTH, step * 0.4);
        return series.map((one, side) =>
          one.values.map((value, index) => (
            <rect
              key={`${one.name} ${index}`}
              x={x(index) + (side - 1) * width}
              y={y(value)}
              width={width}
              height={y(0) - y(value)}
              fill={one.color}
            />
          )),
        );
      }}
    </Plot>
  );
}

/** Open findings of each severity, one on the other, the worst on top. */
export function OpenBySeverity({ days }: { days: FindingsDay[] }) {
  const counts = days.map((day) => day.open_by_severity);
  const layers = stack<OpenCounts>().keys([...SEVERITIES].reverse())(counts);
  const series = SEVERITIES.map((severity) => ({
    name: words(severity),
    color: `var(--chart-${severity})`,
    values: counts.map((day) => day[severity]),
  }));
  return (
    <Plot label="Open findings by severity" dates={dates(days)} series={series} left={axis(layers.flat().map(([, top]) => top))}>
      {({ x, y, step }) =>
        layers.map((layer) => {
          const color = `var(--chart-${layer.key})`;
          const single = days.length === 1 && layer[0];
          const path = area<SeriesPoint<OpenCounts>>((_, index) => x(index), ([from]) => y(from), ([, to]) => y(to));
          return single ? (
            <rect key={layer.key} x={x(0) - step / 4} width={step / 2} y={y(single[1])} height={y(single[0]) - y(single[1])} fill={color} />
          ) : (
            <path key={layer.key} d={path(layer) ?? undefined} fill={color} fillOpacity="0.75" stroke={color} />
          );
        })
      }
    </Plot>
  );
}

function dates(days: { date: string }[]): string[] {
  return days.map((day) => day.date);
}
