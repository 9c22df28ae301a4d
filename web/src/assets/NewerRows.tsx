import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { runningScans } from '../app/runningQuery';
import { assetsApi } from './api';

const LOOK_MS = 5_000;

/** What a running scan found since the list was read; it comes in when somebody asks for it, so that no row jumps. */
export function NewerRows({ filter, shown }: { filter: Record<string, string>; shown: number | undefined }) {
  const queries = useQueryClient();
  const running = (useQuery(runningScans).data?.pagination.total_items ?? 0) > 0;
  const [isWatching, watch] = useState(false);
  useEffect(() => {
    if (running) {
      watch(true);
    }
  }, [running]);
  const now = useQuery({
    queryKey: ['assets', 'count', filter],
    queryFn: () => assetsApi.count(filter),
    enabled: isWatching && shown !== undefined,
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
  const more = (now.data ?? 0) - (shown ?? 0);
  return (
    <span role="status">
      {isWatching && more > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            watch(running);
            void queries.invalidateQueries({ queryKey: ['assets', 'list'] });
            void queries.invalidateQueries({ queryKey: ['assets', 'facets'] });
          }}
        >
          {more.toLocaleString('en')} new, show
        </Button>
      )}
    </span>
  );
}
