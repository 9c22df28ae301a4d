import type { RiskLevel } from '../api/types';

const RADIUS = 34;
const LENGTH = 2 * Math.PI * RADIUS;

/** A score from 0 to 100 as a ring with the number in it. */
export function Ring({ score, level }: { score: number; level: RiskLevel }) {
  return (
    <svg viewBox="0 0 84 84" width="84" height="84" role="img" aria-label={`Risk score ${score} of 100, ${level}`}>
      <circle cx="42" cy="42" r={RADIUS} fill="none" stroke="var(--mantine-color-default-border)" strokeWidth="9" />
      <circle
        cx="42"
        cy="42"
        r={RADIUS}
        fill="none"
        stroke={`var(--chart-${level})`}
        strokeWidth="9"
        strokeLinecap="round"
        strokeDasharray={`${(score / 100) * LENGTH} ${LENGTH}`}
        transform="rotate(-90 42 42)"
      />
      <text x="42" y="42" textAnchor="middle" dominantBaseline="central" fontSize="24">
        {score}
      </text>
    </svg>
  );
}
