import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { findingsApi } from '../findings/api';
import { findingTypes } from '../help/catalogue';
import { closed, Facet } from '../table/Facet';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { assetsApi } from './api';
import { assetFilter, type AssetSearch, LEVELS } from './search';

/** What the assets can be narrowed down by, beside the list. */
export function AssetFacets({ search, change }: { search: AssetSearch; change: (change: AssetSearch) => void }) {
  const filter = assetFilter(search);
  const facets = useQuery({
    queryKey: ['assets', 'facets', filter],
    queryFn: () => assetsApi.facets(filter),
    placeholderData: keepPreviousData,
  });
  if (facets.error && !facets.data) {
    return <Problem error={facets.error} again={() => void facets.refetch()} />;
  }
  if (!facets.data) {
    return <span className="bone" />;
  }
  const found = facets.data;
  return (
    <div className="facets panel" role="group" aria-label="Filters">
      <Facet
        legend="Level"
        choices={closed(found.risk_level, LEVELS, words)}
        value={search.risk_level}
        onChange={(risk_level) => change({ risk_level })}
      />
      <Facet
        legend="Type"
        choices={closed(found.asset_type, ['domain', 'subdomain', 'ip_address'], words)}
        value={search.asset_type}
        onChange={(asset_type) => change({ asset_type })}
      />
      <Facet
        legend="Domain"
        choices={found.parent_domain}
        value={search.parent_domain}
        onChange={(parent_domain) => change({ parent_domain })}
      />
      <Facet
        legend="State"
        choices={[{ value: 'stale', label: 'Not found by the last scan' }]}
        value={search.state}
        onChange={(state) => change({ state })}
      />
      <Facet
        legend="Open port"
        isSingle
        choices={found.open_port}
        value={search.open_port}
        onChange={(open_port) => change({ open_port })}
      />
      <Facet
        legend="Technology"
        choices={found.technology}
        value={search.technology}
        onChange={(technology) => change({ technology })}
      />
      <Facet legend="Tag" choices={found.tag} value={search.tag} onChange={(tag) => change({ tag })} />
      <Facet legend="Country" choices={found.country} value={search.country} onChange={(country) => change({ country })} />
      <Facet
        legend="Network"
        choices={found.asn.map((one) => ({ ...one, label: `AS${one.value}` }))}
        value={search.asn}
        onChange={(asn) => change({ asn })}
      />
      <FindingTypes value={search.finding_type} onChange={(finding_type) => change({ finding_type })} />
      <Facet
        legend="Certificate ends"
        isSingle
        choices={[7, 30, 90].map((days) => ({ value: dayIn(days), label: `within ${days} days` }))}
        value={search.cert_expires_before}
        onChange={(cert_expires_before) => change({ cert_expires_before })}
      />
    </div>
  );
}

/** What is open anywhere, the most frequent first. How many assets have it is not known before it is chosen. */
function FindingTypes({ value, onChange }: { value: string | undefined; onChange: (value: string) => void }) {
  const open = useQuery({ queryKey: ['findings', 'summary'], queryFn: findingsApi.summary });
  const catalogue = useQuery(findingTypes);
  const titles = new Map(catalogue.data?.map((one) => [one.type, one.title]));
  const choices = Object.entries(open.data?.by_type ?? {})
    .sort(([, left], [, right]) => right - left)
    .map(([type]) => ({ value: type, label: titles.get(type) ?? type }));
  return <Facet legend="Has the finding" choices={choices} value={value} onChange={onChange} />;
}

const DAY_MS = 86_400_000;

/** The day after so many days, in UTC. */
function dayIn(days: number): string {
  return new Date(Date.now() + (days + 1) * DAY_MS).toISOString().slice(0, 10);
}
