import type { RiskLevel } from '../api/types';
import { Level } from '../ui/Level';

/** A score as number, bar and level. */
export function Score({ score, level }: { score: number; level: RiskLevel }) {
  return (
    <span className="score-cell">
      <strong>{score}</strong>
      <span className="score-track wide-only" aria-hidden="true">
        <span className={`score-fill ${level}`} style={{ display: 'block', width: `${score}%` }} />
      </span>
      <Level value={level} />
    </span>
  );
}
