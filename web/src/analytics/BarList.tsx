import { Badge } from '@mantine/core';
import { AppLink } from '../ui/AppLink';
import { visible } from '../ui/text';

export interface Bar {
  key: string;
  label: string;
  count: number;
  /** What stands behind the number, such as "12.5 %". */
  note?: string;
  /** The list that the number counts. */
  href?: string;
  mark?: string;
}

/** Numbers as bars, each of which leads to what it counts. */
export function BarList({ bars, most = 10 }: { bars: readonly Bar[]; most?: number }) {
  const largest = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ul className="bar-list">
      {bars.slice(0, most).map((bar) => (
        <li key={bar.key}>
          <span className="bar-label">
            {bar.href === undefined ? visible(bar.label) : <AppLink href={bar.href}>{visible(bar.label)}</AppLink>}
            {bar.mark !== undefined && (
              <Badge size="xs" ml={6} variant="outline" tt="none" className="bar-mark">
                {bar.mark}
              </Badge>
            )}
          </span>
          <span className="bar-count">
            {bar.count.toLocaleString('en')}
            {bar.note !== undefined && <span className="muted"> {bar.note}</span>}
          </span>
          <span className="bar-track" aria-hidden="true">
            <span style={{ width: `${(bar.count / largest) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
