import { Button, Progress, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePreferences } from '../app/preferences';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { exact } from '../ui/text';
import { billingApi, type Day, type Meter } from './api';

/** What is used of the period, and day by day. */
export function UsagePanel() {
  const { timeZone } = usePreferences();
  const usage = useQuery({ queryKey: ['usage'], queryFn: billingApi.usage });
  const daily = useQuery({ queryKey: ['usage', 'daily'], queryFn: () => billingApi.daily(30) });
  const error = usage.error ?? daily.error;
  return (
    <Panel title="Usage">
      {error && <Problem error={error} again={() => void Promise.all([usage.refetch(), daily.refetch()])} />}
      {usage.isPending && <Skeleton h={90} />}
      {usage.data && (
        <div className="stack">
          <Bar name="Scan credits" meter={usage.data.scan_credits} />
          <Bar name="API calls" meter={usage.data.api_calls} />
          <Text size="sm">Counting begins anew on {exact(usage.data.usage_reset_at, timeZone)}.</Text>
        </div>
      )}
      {daily.data && <Daily days={daily.data} />}
    </Panel>
  );
}

function Bar({ name, meter }: { name: string; meter: Meter }) {
  const said =
    meter.limit === null
      ? `${meter.used.toLocaleString('en')} used, not limited`
      : `${meter.used.toLocaleString('en')} of ${meter.limit.toLocaleString('en')} (${meter.percentage} %)`;
  return (
    <div>
      <div className="meter">
        <strong>{name}</strong>
        <span>{said}</span>
      </div>
      {meter.limit !== null && (
        <Progress
          value={Math.min(100, meter.percentage)}
          color={meter.percentage >= 100 ? 'red' : meter.percentage >= 80 ? 'yellow' : 'blue'}
          size="lg"
          aria-label={`${name}: ${said}`}
        />
      )}
    </div>
  );
}

const HEIGHT = 72;

/** Days as bars; every one can be read as a table. */
function Daily({ days }: { days: Day[] }) {
  const [isTable, setIsTable] = useState(false);
  const calls = days.reduce((sum, day) => sum + day.api_calls, 0);
  const scans = days.reduce((sum, day) => sum + day.scans, 0);
  return (
    <div className="daily">
      <div className="meter">
        <Text>
          In {days.length} days: {counted(scans, 'scan')}, {counted(calls, 'API call')}
        </Text>
        <Button size="xs" variant="default" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? 'Show as bars' : 'Show as table'}
        </Button>
      </div>
      {isTable ? (
        <table className="plain-table">
          <caption>
            <VisuallyHidden>Usage by day</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              <th scope="col">Scans</th>
              <th scope="col">API calls</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map((day) => (
              <tr key={day.date}>
                <th scope="row">{day.date}</th>
                <td>{day.scans.toLocaleString('en')}</td>
                <td>{day.api_calls.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <>
          <Bars name="Scans" days={days} value={(day) => day.scans} />
          <Bars name="API calls" days={days} value={(day) => day.api_calls} />
        </>
      )}
    </div>
  );
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

function Bars({ name, days, value }: { name: string; days: Day[]; value: (day: Day) => number }) {
  const most = Math.max(...days.map(value), 0);
  const first = days[0]?.date ?? '';
  const last = days.at(-1)?.date ?? '';
  return (
    <figure className="day-bars">
      <figcaption>
        {name} <span className="muted">{most === 0 ? 'none' : `at most ${most.toLocaleString('en')} on a day`}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        role="img"
        aria-label={`${name} by day from ${first} to ${last}, at most ${most} on a day`}
      >
        {days.map((day, index) => {
          const height = most === 0 ? 0 : Math.max(value(day) > 0 ? 2 : 0, (value(day) / most) * (HEIGHT - 2));
          return (
            <rect key={day.date} x={index * 10 + 1.5} y={HEIGHT - height} width="7" height={height}>
              <title>{`${day.date}: ${value(day)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="day-ends muted">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </figure>
  );
}
