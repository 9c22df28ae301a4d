import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readAnalyticsSearch } from '../analytics/search';
import { readAssetSearch } from '../assets/search';
import { readChangeSearch } from '../changes/search';
import { readFindingSearch } from '../findings/search';
import { readMapSearch } from '../map/search';
import { readScanSearch } from '../scans/search';
import { signedIn } from './roots';
import { texts } from './searchTexts';

/** Routes of the work itself: what is exposed, what is wrong, what changed. */

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../overview/OverviewPage'), 'OverviewPage'),
});

const assets = createRoute({
  getParentRoute: () => signedIn,
  path: '/assets',
  validateSearch: readAssetSearch,
  component: lazyRouteComponent(() => import('../assets/AssetsPage'), 'AssetsPage'),
});

const asset = createRoute({
  getParentRoute: () => signedIn,
  path: '/assets/$assetId',
  component: lazyRouteComponent(() => import('../assets/AssetPage'), 'AssetPage'),
});

const at = (search: Record<string, unknown>): { at?: string } => (typeof search['at'] === 'string' ? { at: search['at'] } : {});

const assetSummary = createRoute({
  getParentRoute: () => asset,
  path: '/',
  validateSearch: at,
  // Addresses of evidence were of this page once.
  beforeLoad: ({ search, params }) => {
    if (search.at !== undefined) {
      throw redirect({ to: '/assets/$assetId/evidence', params, search });
    }
  },
  component: lazyRouteComponent(() => import('../assets/tabs/Summary'), 'SummaryTab'),
});

const seen = () => import('../assets/tabs/Seen');

const assetTabs = [
  assetSummary,
  createRoute({
    getParentRoute: () => asset,
    path: '/findings',
    component: lazyRouteComponent(() => import('../assets/tabs/Findings'), 'FindingsTab'),
  }),
  createRoute({ getParentRoute: () => asset, path: '/network', component: lazyRouteComponent(seen, 'NetworkTab') }),
  createRoute({ getParentRoute: () => asset, path: '/tls', component: lazyRouteComponent(seen, 'TlsTab') }),
  createRoute({ getParentRoute: () => asset, path: '/web', component: lazyRouteComponent(seen, 'WebTab') }),
  createRoute({ getParentRoute: () => asset, path: '/dns', component: lazyRouteComponent(seen, 'DnsTab') }),
  createRoute({ getParentRoute: () => asset, path: '/breaches', component: lazyRouteComponent(seen, 'BreachesTab') }),
  createRoute({
    getParentRoute: () => asset,
    path: '/history',
    component: lazyRouteComponent(() => import('../assets/tabs/History'), 'HistoryTab'),
  }),
  createRoute({
    getParentRoute: () => asset,
    path: '/evidence',
    validateSearch: at,
    component: lazyRouteComponent(() => import('../assets/tabs/Evidence'), 'EvidenceTab'),
  }),
  createRoute({
    getParentRoute: () => asset,
    path: '/advice',
    component: lazyRouteComponent(() => import('../assets/tabs/Advice'), 'AdviceTab'),
  }),
] as const;

const findings = createRoute({
  getParentRoute: () => signedIn,
  path: '/findings',
  validateSearch: readFindingSearch,
  component: lazyRouteComponent(() => import('../findings/FindingsPage'), 'FindingsPage'),
});

const scans = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans',
  validateSearch: readScanSearch,
  component: lazyRouteComponent(() => import('../scans/ScansPage'), 'ScansPage'),
});

const newScan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/new',
  validateSearch: (search: Record<string, unknown>): { domain?: string } => texts(search, ['domain']),
  component: lazyRouteComponent(() => import('../scans/NewScanPage'), 'NewScanPage'),
});

const scan = createRoute({
  getParentRoute: () => signedIn,
  path: '/scans/$scanId',
  component: lazyRouteComponent(() => import('../scans/ScanPage'), 'ScanPage'),
});

const changes = createRoute({
  getParentRoute: () => signedIn,
  path: '/changes',
  validateSearch: readChangeSearch,
  component: lazyRouteComponent(() => import('../changes/ChangesPage'), 'ChangesPage'),
});

const map = createRoute({
  getParentRoute: () => signedIn,
  path: '/map',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('../map/MapPage'), 'MapPage'),
});

const analytics = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics',
  validateSearch: readAnalyticsSearch,
  component: lazyRouteComponent(() => import('../analytics/AnalyticsPage'), 'AnalyticsPage'),
});

export const work = [overview, assets, asset.addChildren(assetTabs), findings, scans, newScan, scan, changes, map, analytics];
