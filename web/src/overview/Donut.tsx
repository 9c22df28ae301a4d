import { Link, useNavigate } from '@tanstack/react-router';
import type { RiskLevel } from '../api/types';
import { Level } from '../ui/Level';

const LEVELS: RiskLevel[] = ['critical', 'high', 'medium', 'low'];
const RADIUS = 54;
const LENGTH = 2 * Math.PI * RADIUS;
const GAP = 2;

/** Assets by level, the total in the middle. Slices lead to their lists as the legend does, which is for the keyboard. */
export function Donut({ counts }: { counts: Record<RiskLevel, number> }) {
  const total = LEVELS.reduce((sum, level) => sum + counts[level], 0);
  const navigate = useNavigate();
  let start = 0;
  return (
    <div className="donut">
      <svg viewBox="0 0 140 140" width="140" height="140" role="img" aria-label={`${total} assets`}>
        {LEVELS.filter((level) => counts[level] > 0).map((level) => {
          const part = (counts[level] / total) * LENGTH;
          const offset = -start;
          start += part;
          return (
            <circle
              key={level}
              cx="70"
              cy="70"
              r={RADIUS}
              fill="none"
              stroke={`var(--chart-${level})`}
              strokeWidth="18"
              strokeDasharray={`${Math.max(1, part - GAP)} ${LENGTH}`}
              strokeDashoffset={offset}
              transform="rotate(-90 70 70)"
              cursor="pointer"
              onClick={() => void navigate({ to: '/assets', search: { risk_level: level } })}
            />
          );
        })}
        <text x="70" y="66" textAnchor="middle" fontSize="26" fontWeight="700" fill="currentColor">
          {total.toLocaleString('en')}
        </text>
        <text x="70" y="86" textAnchor="middle" fontSize="12" fill="currentColor">
          assets
        </text>
      </svg>
      <ul className="legend">
        {LEVELS.map((level) => (
          <li key={level}>
            <Link to="/assets" search={{ risk_level: level }}>
              <Level value={level} />
              <span>{counts[level].toLocaleString('en')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
