import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from '../api/client';
import { follow } from '../api/stream';
import type { Page, Scan } from '../api/types';
import { afterEvent, runningScans } from './runningQuery';

const NAMES = ['scan', 'alert'];

/**
 * Hears from the service how scans go on and that alerts were made, where otherwise it is asked from time to time. Only while
 * scans go on, and not on a page that nobody looks at: browsers hold few connections to one service open.
 */
export function useWorkspaceEvents(isOn: boolean) {
  const queries = useQueryClient();
  const isSeen = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  useEffect(() => {
    if (!isOn || !isSeen) {
      return undefined;
    }
    const { queryKey } = runningScans;
    return follow({
      address: api.workspaceEvents,
      names: NAMES,
      hear: (name, data) => {
        if (name === 'alert') {
          void queries.invalidateQueries({ queryKey: ['alerts'] });
          return;
        }
        void queries.cancelQueries({ queryKey }); // an answer that is on its way is older
        queries.setQueryData<Page<Scan>>(queryKey, (known) => known && afterEvent(known, data as Scan));
      },
      poll: () => queries.refetchQueries({ queryKey }),
      onState: () => undefined,
    });
  }, [isOn, isSeen, queries]);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
