import { useQuery } from '@tanstack/react-query';
import { alertsApi } from './api';

/** How often a page that is open looks for new alerts. */
export const BETWEEN_LOOKS_MS = 30_000;

/** How many alerts the person has not read. */
export function useUnread(): number {
  const found = useQuery({
    queryKey: ['alerts', 'unread'],
    queryFn: () => alertsApi.list({ limit: 1 }),
    refetchInterval: BETWEEN_LOOKS_MS,
  });
  return found.data?.unread_count ?? 0;
}

/** Short enough for a mark. */
export const markText = (unread: number): string => (unread > 99 ? '99+' : String(unread));
