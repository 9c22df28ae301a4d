import type { ReactNode } from 'react';
import type { RiskLevel, Severity } from '../api/types';

/** One shape for each, drawn, since not every font has them. */
const SHAPES: Record<Severity, ReactNode> = {
  critical: <path d="M5 0 10 5 5 10 0 5Z" />,
  high: <path d="M5 1 10 10H0Z" />,
  medium: <path d="M1 1H9V9H1Z" />,
  low: <circle cx="5" cy="5" r="4.5" />,
  info: <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.4" />,
};

function Shape({ of }: { of: Severity }) {
  return (
    <svg className="shape" viewBox="0 0 10 10" width="10" height="10" fill="currentColor" aria-hidden="true">
      {SHAPES[of]}
    </svg>
  );
}

/** A level or severity by colour, word and shape together. */
export function Level({ value }: { value: RiskLevel | Severity }) {
  return (
    <span className={`level level-${value}`}>
      <Shape of={value} /> {value}
    </span>
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
          <Shape of={severity} /> {counts[severity]}
          <span className="sr-only"> {severity}</span>
        </span>
      ))}
    </span>
  );
}
