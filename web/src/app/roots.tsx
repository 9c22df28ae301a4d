import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { api, ApiError } from '../api/client';
import { currentStay, currentWorkspace, settle } from '../api/workspace';
import { NotFound } from './NotFound';
import { Shell } from './Shell';
import { Unreachable } from './Unreachable';

interface Context {
  queries: QueryClient;
}

/** Above every page. */
export const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

/** Above the pages of somebody who is signed in; in a workspace, which the service names where nothing else does. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const me = { queryKey: ['me'], queryFn: api.me };
    const stay = currentStay();
    try {
      settle(stay, (await context.queries.ensureQueryData(me)).workspace_id);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: '/signin', search: location.href === '/' ? {} : { next: location.href } });
      }
      if (!(error instanceof ApiError && error.status === 404 && currentWorkspace())) {
        throw error;
      }
      settle(stay, undefined); // the one of last time is gone, or somebody else's
      settle(stay, (await context.queries.fetchQuery(me)).workspace_id);
    }
  },
  errorComponent: Unreachable,
  component: Shell,
});
