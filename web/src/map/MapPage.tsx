import './map.css';
import { Button, Checkbox, Group, NativeSelect, Skeleton, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../api/client';
import type { Scan } from '../api/types';
import { assetsApi } from '../assets/api';
import { AssetPreview } from '../assets/AssetPreview';
import { FirstScan } from '../scans/FirstScan';
import { changed, split, toggled } from '../table/parameters';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { fetchGraph, type GraphNode, part } from './graph';
import { History } from './History';
import { MapCanvas } from './MapCanvas';
import { assetsIn } from './past';
import type { MapSearch } from './search';
import { TreeList } from './TreeList';

const SWITCHES = ['certificates', 'providers', 'aliases'] as const;
const LEVELS = ['critical', 'high', 'medium', 'low'] as const;

/** How hosts, addresses and networks hang together, now or at the time of a scan: as a picture, and the same as a list. */
export function MapPage() {
  const search: MapSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isNarrow = useMediaQuery('(max-width: 767.98px)', false, { getInitialValueInEffect: false });
  const [preview, setPreview] = useState<string>();
  const graph = useQuery({
    queryKey: ['assets', 'graph', search.domain, search.risk_level, search.at],
    queryFn: () => fetchGraph(search.domain, search.risk_level, search.at),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const scan = useQuery({
    queryKey: ['scan', search.at],
    queryFn: () => api.scan(search.at ?? ''),
    enabled: search.at !== undefined,
  });
  const facets = useQuery({ queryKey: ['assets', 'facets', {}], queryFn: () => assetsApi.facets({}), staleTime: 60_000 });
  const on = split(search.show);
  const shown = useMemo(
    () =>
      graph.data &&
      part(graph.data, {
        certificates: on.includes('certificates'),
        providers: on.includes('providers'),
        aliases: on.includes('aliases'),
      }),
    [graph.data, search.show],
  );
  const change = (change: MapSearch) =>
    void navigate({ to: '/map', search: changed(search, change), replace: true, resetScroll: false });
  const open = (node: GraphNode) => {
    if (node.asset_id !== null) {
      setPreview(node.asset_id);
    } else if (node.kind === 'host_group') {
      void navigate({ to: '/assets', search: search.domain === undefined ? {} : { parent_domain: search.domain } });
    }
  };
  const go = (scan: Scan | undefined) => {
    if (scan) {
      queries.setQueryData(['scan', scan.scan_id], scan);
    }
    change({ at: scan?.scan_id ?? '', domain: scan?.domain ?? domain ?? '' });
  };
  const isList = search.view === 'list' || isNarrow;
  const domains = (facets.data?.parent_domain ?? []).map((one) => one.value);
  const then = search.at === undefined ? undefined : scan.data;
  const domain = then?.domain ?? search.domain ?? (domains.length === 1 ? domains[0] : undefined);
  return (
    <>
      <PageHead title="Map">
        <Text aria-live="polite">{shown ? `${shown.nodes.length.toLocaleString('en')} of ${graph.data?.total_nodes.toLocaleString('en')} nodes` : ''}</Text>
      </PageHead>
      <Group mb="md" gap="sm" align="center">
        <NativeSelect
          aria-label="Domain"
          value={then?.domain ?? search.domain ?? ''}
          data={[{ value: '', label: 'All domains' }, ...(then && !domains.includes(then.domain) ? [then.domain] : []), ...domains]}
          onChange={(event) => change({ domain: event.currentTarget.value, at: '', focus: '' })}
        />
        <NativeSelect
          aria-label="Level"
          value={search.risk_level ?? ''}
          data={[{ value: '', label: 'Any level' }, ...LEVELS.map((level) => ({ value: level, label: words(level) }))]}
          onChange={(event) => change({ risk_level: event.currentTarget.value, focus: '' })}
        />
        {SWITCHES.map((name) => (
          <Checkbox key={name} label={words(name)} checked={on.includes(name)} onChange={() => change({ show: toggled(search.show, name) })} />
        ))}
        {!isNarrow && (
          <Button variant="default" aria-pressed={isList} onClick={() => change({ view: isList ? '' : 'list' })}>
            List only
          </Button>
        )}
      </Group>
      {domain !== undefined && (search.at === undefined || then) && (
        <History
          domain={domain}
          shown={then}
          assets={graph.data && !graph.isPlaceholderData ? assetsIn(graph.data) : undefined}
          go={go}
        />
      )}
      {graph.error && <Problem error={graph.error} again={() => void graph.refetch()} />}
      {scan.error && search.at !== undefined && (
        <Button variant="default" mt="sm" onClick={() => go(undefined)}>
          Back to now
        </Button>
      )}
      {!graph.data && !graph.error && <Skeleton h={480} />}
      {graph.data?.nodes.length === 0 && (search.domain === undefined && search.risk_level === undefined && search.at === undefined ? <FirstScan /> : <Text>Nothing fits.</Text>)}
      {graph.data?.truncated === true && (
        <Text size="sm" mb="sm" role="note">
          Too much for one picture: the least risky hosts of a domain stand together.
        </Text>
      )}
      {shown && shown.nodes.length > 0 && (
        <div className={isList ? 'map-and-tree is-list' : 'map-and-tree'}>
          {!isList && <MapCanvas graph={shown} focus={search.focus} onFocus={(id) => change({ focus: id ?? '' })} open={open} />}
          <TreeList graph={shown} focus={search.focus} onFocus={(id) => change({ focus: id })} open={open} />
        </div>
      )}
      <AssetPreview assetId={preview} close={() => setPreview(undefined)} />
    </>
  );
}
