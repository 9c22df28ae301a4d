import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, call, query } from '../api/client';
import { follow, type StreamState } from '../api/stream';
import type { Page, ScanAsset } from '../api/types';
import type { FindingRow } from '../findings/types';
import { heard, isOver, type Live, type LiveEvent, NOTHING } from './live';

/** What comes within so long is drawn together. */
const GATHER_MS = 100;
const NAMES = ['scan', 'asset', 'finding', 'end'];
/** How many of the newest are asked for where the stream is away. */
const ASKED = 50;

/** A scan as it goes on: its latest state, the hosts that were judged and what was found on them. */
export function useScanEvents(scanId: string): Live & { state: StreamState } {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>(NOTHING);
  const [state, setState] = useState<StreamState>('opening');
  useEffect(() => {
    setLive(NOTHING);
    let gathered: LiveEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      const events = gathered;
      gathered = [];
      setLive((known) => heard(known, events));
    };
    const hear = (name: string, data: unknown) => {
      gathered.push({ name, data });
      timer ??= setTimeout(draw, GATHER_MS);
      if (name === 'end') {
        end();
        refresh(queries);
      }
    };
    const end = follow({
      address: (lastEventId) => api.scanEvents(scanId, lastEventId),
      names: NAMES,
      hear,
      poll: () => ask(scanId, hear),
      onState: setState,
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [scanId, queries]);
  return { ...live, state };
}

/** The same as the events tell, by plain requests. */
async function ask(scanId: string, hear: (name: string, data: unknown) => void): Promise<void> {
  const [scan, assets, findings] = await Promise.all([
    api.scan(scanId),
    call<Page<ScanAsset & { open_findings: number }>>('GET', `/api/assets?${query({ scan_id: scanId, sort: '-last_scanned_at', limit: ASKED })}`),
    call<Page<FindingRow>>('GET', `/api/findings?${query({ scan_id: scanId, state: 'all', sort: '-first_seen_at', limit: ASKED })}`),
  ]);
  assets.data.toReversed().forEach((asset) => hear('asset', { ...asset, findings_count: asset.open_findings }));
  findings.data.toReversed().forEach((finding) => hear('finding', finding));
  hear(isOver(scan) ? 'end' : 'scan', scan);
}

function refresh(queries: QueryClient) {
  for (const key of ['assets', 'scans', 'findings', 'scan']) {
    void queries.invalidateQueries({ queryKey: [key] });
  }
}
