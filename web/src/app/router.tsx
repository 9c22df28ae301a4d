import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { api, ApiError } from '../api/client';
import { SignInPage } from '../auth/SignInPage';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: (search: Record<string, unknown>): { next?: string } => next(search),
  component: () => <SignInPage kind="signin" />,
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/signup',
  validateSearch: (search: Record<string, unknown>): { next?: string } => next(search),
  component: () => <SignInPage kind="signup" />,
});

/** Where to go after signing in; only a path of our own. */
function next(search: Record<string, unknown>): { next?: string } {
  const wanted = search['next'];
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? { next: wanted } : {};
}

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData({ queryKey: ['me'], queryFn: api.me });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: '/signin', search: location.href === '/' ? {} : { next: location.href } });
      }
      throw error;
    }
  },
  component: Shell,
});

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../overview/OverviewPage'), 'OverviewPage'),
});

export interface AssetSearch {
  page?: number;
  sort?: string;
  search?: string;
  risk_level?: string;
  severity?: string;
}

const SORTS = /^-?(risk_score|asset_value|open_findings|last_scanned_at|ssl_days_until_expiry|http_status)$/;

const assets = createRoute({
  getParentRoute: () => signedIn,
  path: '/assets',
  validateSearch: (search: Record<string, unknown>): AssetSearch => {
    const valid: AssetSearch = {};
    const page = Number(search['page']);
    if (Number.isInteger(page) && page > 1) {
      valid.page = page;
    }
    if (typeof search['sort'] === 'string' && SORTS.test(search['sort'])) {
      valid.sort = search['sort'];
    }
    for (const name of ['search', 'risk_level', 'severity'] as const) {
      const value = search[name];
      if ((typeof value === 'string' || typeof value === 'number') && value !== '') {
        valid[name] = String(value);
      }
    }
    return valid;
  },
  component: lazyRouteComponent(() => import('../assets/AssetsPage'), 'AssetsPage'),
});

const asset = createRoute({
  getParentRoute: () => signedIn,
  path: '/assets/$assetId',
  validateSearch: (search: Record<string, unknown>): { at?: string } =>
    typeof search['at'] === 'string' ? { at: search['at'] } : {},
  component: lazyRouteComponent(() => import('../assets/AssetPage'), 'AssetPage'),
});

const scans = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans',
  component: lazyRouteComponent(() => import('../scans/ScansPage'), 'ScansPage'),
});

const newScan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/new',
  component: lazyRouteComponent(() => import('../scans/NewScanPage'), 'NewScanPage'),
});

const scan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/$scanId',
  component: lazyRouteComponent(() => import('../scans/ScanPage'), 'ScanPage'),
});

const tree = root.addChildren([
  signIn,
  signUp,
  signedIn.addChildren([overview, assets, asset, scans, newScan, scan]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({ routeTree: tree, context: { queries }, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
