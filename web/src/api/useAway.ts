import { useSyncExternalStore } from 'react';
import { currentReach, onReach } from './reach';

function onOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Why nothing can be asked of the service at the moment; undefined where it can. */
export function useAway(): string | undefined {
  const reach = useSyncExternalStore(onReach, currentReach);
  const isOnline = useSyncExternalStore(onOnline, () => navigator.onLine);
  if (!isOnline) {
    return 'This device is offline';
  }
  return reach.isAway ? 'The service does not answer' : undefined;
}
