import { useQuery } from '@tanstack/react-query';
import { type Choice, closed, Facet } from '../table/Facet';
import { words } from '../ui/text';
import { BANDS } from './ages';
import { findingsApi } from './api';
import { type FindingSearch, SEVERITIES } from './search';
import { stateName, STATES } from './states';

/** What the findings can be narrowed down by; the numbers are of all that are open, whatever the filter. */
export function FindingFacets({ search, change }: { search: FindingSearch; change: (change: FindingSearch) => void }) {
  const summary = useQuery({ queryKey: ['findings', 'summary'], queryFn: findingsApi.summary });
  if (!summary.data) {
    return <span className="bone" />;
  }
  const sums = summary.data;
  return (
    <div className="facets panel" role="group" aria-label="Filters">
      <Facet legend="Severity" choices={closed(sums.by_severity, SEVERITIES, words)} value={search.severity} onChange={(severity) => change({ severity })} />
      <Facet legend="State" choices={closed(sums.by_state, STATES, stateName)} value={search.state} onChange={(state) => change({ state })} />
      <Facet
        legend="Age"
        isSingle
        choices={BANDS.map((band) => ({ value: band.id, label: band.label, count: sums.by_age[band.key] ?? 0 }))}
        value={search.age}
        onChange={(age) => change({ age })}
      />
      <Facet legend="Category" choices={byCount(sums.by_category)} value={search.category} onChange={(category) => change({ category })} />
      <Facet legend="Type" choices={byCount(sums.by_type)} value={search.type} onChange={(type) => change({ type })} />
    </div>
  );
}

function byCount(counts: Record<string, number>): Choice[] {
  return Object.entries(counts)
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count);
}
