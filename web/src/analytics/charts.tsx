import { Area, AreaChart, Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ReactElement } from 'react';
import { SEVERITIES } from '../findings/search';
import type { FindingsDay, TrendDay } from './api';

const HEIGHT = 240;
const AXIS = { stroke: 'var(--mantine-color-dimmed)', fontSize: 12, tickLine: false } as const;
const GRID = <CartesianGrid stroke="var(--mantine-color-default-border)" vertical={false} />;
const TIP = (
  <Tooltip
    isAnimationActive={false}
    contentStyle={{
      background: 'var(--mantine-color-body)',
      border: '1px solid var(--mantine-color-default-border)',
      borderRadius: 8,
      fontSize: 13,
      color: 'var(--mantine-color-text)',
    }}
  />
);

const MARGIN = { top: 8, right: 8, bottom: 0, left: -16 };

function Frame({ label, children }: { label: string; children: ReactElement }) {
  return (
    <div className="plot" role="group" aria-label={`${label}: chart; arrow keys go from day to day`}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        {children}
      </ResponsiveContainer>
    </div>
  );
}

const shortDay = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The workspace's score and how many assets it is made of, day by day. */
export function RiskTrend({ days }: { days: TrendDay[] }) {
  return (
    <Frame label="Risk over time">
      <LineChart data={days} margin={MARGIN}>
        {GRID}
        <XAxis dataKey="date" tickFormatter={shortDay} minTickGap={24} {...AXIS} />
        <YAxis yAxisId="score" domain={[0, 100]} {...AXIS} />
        <YAxis yAxisId="assets" orientation="right" allowDecimals={false} width={44} {...AXIS} />
        {TIP}
        <Legend />
        <Line yAxisId="score" name="Risk score" dataKey="risk_score" stroke="var(--chart-score)" strokeWidth={2} dot={days.length < 15} isAnimationActive={false} />
        <Line
          yAxisId="assets"
          name="Assets"
          dataKey="asset_count"
          stroke="var(--chart-assets)"
          strokeWidth={2}
          strokeDasharray="5 4"
          dot={days.length < 15}
          isAnimationActive={false}
        />
      </LineChart>
    </Frame>
  );
}

/** Findings that came and went, day by day. */
export function OpenedAndFixed({ days }: { days: FindingsDay[] }) {
  return (
    <Frame label="Findings opened and fixed">
      <BarChart data={days} margin={MARGIN}>
        {GRID}
        <XAxis dataKey="date" tickFormatter={shortDay} minTickGap={24} {...AXIS} />
        <YAxis allowDecimals={false} {...AXIS} />
        {TIP}
        <Legend />
        <Bar name="Opened" dataKey="opened" fill="var(--chart-high)" maxBarSize={24} isAnimationActive={false} />
        <Bar name="Fixed" dataKey="fixed" fill="var(--chart-low)" maxBarSize={24} isAnimationActive={false} />
      </BarChart>
    </Frame>
  );
}

/** Open findings of each severity, one on the other. */
export function OpenBySeverity({ days }: { days: FindingsDay[] }) {
  const flat = days.map((one) => ({ date: one.date, ...one.open_by_severity }));
  return (
    <Frame label="Open findings by severity">
      <AreaChart data={flat} margin={MARGIN}>
        {GRID}
        <XAxis dataKey="date" tickFormatter={shortDay} minTickGap={24} {...AXIS} />
        <YAxis allowDecimals={false} {...AXIS} />
        {TIP}
        <Legend />
        {[...SEVERITIES].reverse().map((severity) => (
          <Area
            key={severity}
            stackId="open"
            name={severity}
            dataKey={severity}
            stroke={`var(--chart-${severity})`}
            fill={`var(--chart-${severity})`}
            fillOpacity={0.75}
            dot={flat.length === 1}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </Frame>
  );
}
