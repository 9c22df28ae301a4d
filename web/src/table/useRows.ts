import { keepPreviousData, type QueryKey, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Page } from '../api/types';

/** How many rows one request brings; the most that the service gives. */
export const PER_PAGE = 100;

type Fetch<T> = (page: number, signal: AbortSignal) => Promise<Page<T>>;

/** Rows of a list that the service holds. The first page of them is there; `useSight` brings what else is looked at. */
export interface Rows<T> {
  /** Which list with which filter and order. */
  about: string;
  total: number | undefined;
  row: (index: number) => T | undefined;
  /** The first that fits of those that are here. */
  find: (fits: (row: T) => boolean) => T | undefined;
  /** Under which a page is kept, and how it is asked for. */
  key: QueryKey;
  fetch: Fetch<T>;
  /** At which row of the service's list these begin. */
  offset: number;
  /** What is shown belongs to an earlier filter while the new one loads. */
  isStale: boolean;
  error: Error | null;
  again: () => void;
}

/**
 * @param key of the list and of its filter, such as `['assets', filter]`; each page is kept under it
 */
export function useRows<T>(key: QueryKey, fetch: Fetch<T>, refreshMs?: number): Rows<T> {
  const queries = useQueryClient();
  const first = useQuery({
    queryKey: [...key, 1],
    queryFn: ({ signal }) => fetch(1, signal),
    placeholderData: keepPreviousData,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  });
  const page = (number: number) => (number === 1 ? first.data : queries.getQueryData<Page<T>>([...key, number]));
  return {
    about: JSON.stringify(key),
    total: first.data?.pagination.total_items,
    row: (index) => page(pageOf(index))?.data[index % PER_PAGE],
    find: (fits) => queries.getQueriesData<Page<T>>({ queryKey: key }).flatMap(([, known]) => known?.data ?? []).find(fits),
    key,
    fetch,
    offset: 0,
    isStale: first.isPlaceholderData,
    error: first.error,
    again: () => void first.refetch(),
  };
}

/** What is looked at of a list: its pages are fetched, and whoever asks is drawn anew when they come. */
export interface Sight {
  /** Says which rows are in sight. */
  show: (first: number, last: number) => void;
  error: Error | null;
  again: () => void;
}

/** Kept apart from `useRows`, so that scrolling draws the list anew and not the page around it. */
export function useSight<T>({ key, fetch, offset, total }: Rows<T>): Sight {
  const [pages, setPages] = useState({ first: 1, last: 1 });
  const lastPage = Math.ceil((offset + (total ?? 0)) / PER_PAGE);
  const wanted = useMemo(() => between(Math.max(2, pages.first), Math.min(pages.last, lastPage)), [pages, lastPage]);
  const others = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...key, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetch(page, signal),
    })),
  });
  // Read here, though the rows are taken from the cache: what is not read does not draw the list again when it comes.
  others.forEach((other) => other.data);
  const show = useCallback(
    (from: number, to: number) => {
      const next = { first: pageOf(offset + Math.max(0, from)), last: pageOf(offset + to) };
      setPages((now) => (now.first === next.first && now.last === next.last ? now : next));
    },
    [offset],
  );
  const failed = others.find((other) => other.error);
  return { show, error: failed?.error ?? null, again: () => void failed?.refetch() };
}

function pageOf(index: number): number {
  return Math.floor(Math.max(0, index) / PER_PAGE) + 1;
}

function between(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
