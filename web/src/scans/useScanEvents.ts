import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { Scan, ScanAsset } from '../api/types';

const MOST_ASSETS = 200;

/** A scan as it goes on: its latest state and the hosts that were judged, the newest first. */
export function useScanEvents(scanId: string): { scan: Scan | undefined; assets: ScanAsset[]; isLost: boolean } {
  const queries = useQueryClient();
  const [scan, setScan] = useState<Scan>();
  const [assets, setAssets] = useState<ScanAsset[]>([]);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    const events = new EventSource(api.scanEvents(scanId));
    const on = (name: string, hear: (data: unknown) => void) =>
      events.addEventListener(name, (event) => hear(JSON.parse((event as MessageEvent<string>).data)));
    on('scan', (data) => {
      setIsLost(false);
      setScan(data as Scan);
    });
    on('asset', (data) => setAssets((known) => [data as ScanAsset, ...known].slice(0, MOST_ASSETS)));
    on('end', (data) => {
      setScan(data as Scan);
      events.close();
      void queries.invalidateQueries({ queryKey: ['assets'] });
      void queries.invalidateQueries({ queryKey: ['scans'] });
    });
    events.onerror = () => setIsLost(events.readyState !== EventSource.CLOSED);
    return () => events.close();
  }, [scanId, queries]);
  return { scan, assets, isLost };
}
