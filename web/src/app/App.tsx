import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { currentStay, onStay, type Stay } from '../api/workspace';
import { ToastList } from '../ui/ToastList';
import { makeQueries } from './queries';
import { makeRouter } from './router';
import { listenForShortcuts } from './shortcuts';

const caches = new WeakMap<Stay, { queries: QueryClient; number: number }>();
let stays = 0;

/** A late answer of an earlier stay lands in that stay's cache, which nobody draws any more. */
function cacheOf(stay: Stay) {
  let cache = caches.get(stay);
  if (!cache) {
    cache = { queries: makeQueries(), number: stays++ };
    caches.set(stay, cache);
  }
  return cache;
}

const router = makeRouter(cacheOf(currentStay()).queries);

// Whoever goes to a page in the moment in which a stay begins is not told what an earlier one knew.
onStay(() => router.update({ ...router.options, context: { queries: cacheOf(currentStay()).queries } }));

/** All that is drawn is built anew when another stay begins. */
export function App() {
  const { queries, number } = cacheOf(useSyncExternalStore(onStay, currentStay));
  useEffect(listenForShortcuts, []);
  return (
    <>
      <QueryClientProvider client={queries}>
        <RouterProvider key={number} router={router} context={{ queries }} />
      </QueryClientProvider>
      <ToastList />
    </>
  );
}
