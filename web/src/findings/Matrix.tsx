import { Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Level } from '../ui/Level';
import { Problem } from '../ui/Problem';
import { BANDS } from './ages';
import { findingsApi } from './api';
import { type FindingSearch, SEVERITIES } from './search';
import type { FindingSummary } from './types';

interface Props {
  search: FindingSearch;
  change: (change: FindingSearch) => void;
}

/** Open findings by severity and age; each cell is a filter. */
export function Matrix({ search, change }: Props) {
  const summary = useQuery({ queryKey: ['findings', 'summary'], queryFn: findingsApi.summary });
  const counts = useCells(summary.data);
  if (summary.error) {
    return <Problem error={summary.error} again={() => void summary.refetch()} />;
  }
  const sums = summary.data;
  return (
    <section className="panel matrix" aria-label="Open findings by severity and age">
      <table>
        <caption className="sr-only">Open findings by severity and days since they were first seen</caption>
        <thead>
          <tr>
            <td />
            {BANDS.map((band) => (
              <th key={band.id} scope="col">
                {band.label}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {SEVERITIES.map((severity) => (
            <tr key={severity}>
              <th scope="row">
                <Level value={severity} />
              </th>
              {BANDS.map((band) => {
                const count = counts.get(`${severity} ${band.id}`);
                const isChosen = search.severity === severity && search.age === band.id;
                return (
                  <td key={band.id}>
                    {count === 0 ? (
                      <span className="muted">0</span>
                    ) : (
                      <button
                        type="button"
                        className={`cell cell-${severity}`}
                        aria-pressed={isChosen}
                        aria-label={`${count ?? 'unknown'} ${severity}, ${band.label}`}
                        onClick={() => change(isChosen ? { severity: '', age: '' } : { severity, age: band.id, state: '' })}
                      >
                        {count === undefined ? '…' : count.toLocaleString('en')}
                      </button>
                    )}
                  </td>
                );
              })}
              <td>
                <strong>{sums ? (sums.by_severity[severity] ?? 0).toLocaleString('en') : '…'}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sums && (
        <Text size="sm" c="dimmed" mt="xs">
          {sums.open.toLocaleString('en')} open
          {sums.mean_days_to_fix === null
            ? ', none fixed yet'
            : `, fixed after ${sums.mean_days_to_fix.toLocaleString('en', { maximumFractionDigits: 1 })} days on average`}
        </Text>
      )}
    </section>
  );
}

/** Each cell that can hold anything is counted by the service; what the sums say already is not asked. */
function useCells(sums: FindingSummary | undefined): ReadonlyMap<string, number | undefined> {
  const cells = SEVERITIES.flatMap((severity) => BANDS.map((band) => ({ severity, band })));
  const ages = BANDS.filter((band) => (sums?.by_age[band.key] ?? 0) > 0);
  const asked = sums && ages.length > 1 ? cells.filter(({ severity, band }) => isThere(sums, severity, band.key)) : [];
  const answers = useQueries({
    queries: asked.map(({ severity, band }) => ({
      queryKey: ['findings', 'cell', severity, band.id],
      queryFn: () => findingsApi.count({ severity, ...band.between(Date.now()) }),
      staleTime: 60_000,
    })),
  });
  const counts = new Map<string, number | undefined>();
  for (const { severity, band } of cells) {
    const index = asked.findIndex((cell) => cell.severity === severity && cell.band === band);
    const isAlone = ages.length === 1 && ages[0] === band;
    const known = sums && (isAlone ? (sums.by_severity[severity] ?? 0) : 0);
    counts.set(`${severity} ${band.id}`, index >= 0 ? answers[index]?.data : known);
  }
  return counts;
}

function isThere(sums: FindingSummary, severity: (typeof SEVERITIES)[number], age: string): boolean {
  return (sums.by_severity[severity] ?? 0) > 0 && (sums.by_age[age] ?? 0) > 0;
}
