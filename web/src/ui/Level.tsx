import { Badge } from '@mantine/core';
import type { RiskLevel, Severity } from '../api/types';

const SHAPES: Record<Severity, string> = { critical: '◆', high: '▲', medium: '■', low: '●', info: '○' };

/** A level or severity by colour, word and shape together. */
export function Level({ value }: { value: RiskLevel | Severity }) {
  return (
    <Badge className={`level level-${value}`} variant="filled" radius="sm" tt="none" fw={600}>
      <span aria-hidden="true">{SHAPES[value]} </span>
      {value}
    </Badge>
  );
}

/** How many findings of each severity, worst first; nothing where there are none. */
export function SeverityCounts({ counts }: { counts: Record<Severity, number> }) {
  const order: Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
  const present = order.filter((severity) => counts[severity] > 0);
  if (present.length === 0) {
    return <span className="muted">none</span>;
  }
  return (
    <span className="severity-counts">
      {present.map((severity) => (
        <span key={severity} className={`count count-${severity}`} title={`${counts[severity]} ${severity}`}>
          <span aria-hidden="true">{SHAPES[severity]}</span> {counts[severity]}
          <span className="sr-only"> {severity}</span>
        </span>
      ))}
    </span>
  );
}
