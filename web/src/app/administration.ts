import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readAlertSearch } from '../alerts/search';
import { signedIn } from './roots';
import { page, texts } from './searchTexts';

/** Routes of the pages around the work: workspaces, members, what belongs to them and to the account. */

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/SettingsLayout'), 'SettingsLayout'),
});

const settingsFirst = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/workspaces', search: {} });
  },
});

const workspaces = createRoute({
  getParentRoute: () => settings,
  path: '/workspaces',
  validateSearch: (search: Record<string, unknown>): { page?: number; sort?: string; search?: string; status?: string } => ({
    ...page(search),
    ...texts(search, ['sort', 'search', 'status']),
  }),
  component: lazyRouteComponent(() => import('../workspaces/WorkspacesPage'), 'WorkspacesPage'),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  validateSearch: page,
  component: lazyRouteComponent(() => import('../workspaces/MembersPage'), 'MembersPage'),
});

const tokens = createRoute({
  getParentRoute: () => settings,
  path: '/tokens',
  validateSearch: page,
  component: lazyRouteComponent(() => import('../tokens/TokensPage'), 'TokensPage'),
});

type CheckoutSearch = { success?: true; canceled?: true };

/** How somebody came back from the checkout. */
const checkout = (search: Record<string, unknown>): CheckoutSearch => ({
  ...(String(search['success']) === 'true' ? { success: true } : {}),
  ...(String(search['canceled']) === 'true' ? { canceled: true } : {}),
});

/** Where Stripe sends people back to. */
const billingFromStripe = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  validateSearch: checkout,
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/settings/billing', search });
  },
});

const billing = createRoute({
  getParentRoute: () => settings,
  path: '/billing',
  validateSearch: checkout,
  component: lazyRouteComponent(() => import('../billing/BillingPage'), 'BillingPage'),
});

type AuditSearch = { actor?: string; action?: string; target_type?: string; after?: string; before?: string };

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch =>
    texts(search, ['actor', 'action', 'target_type', 'after', 'before']),
  component: lazyRouteComponent(() => import('../audit/AuditPage'), 'AuditPage'),
});

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('../account/ProfilePage'), 'ProfilePage'),
});

const instance = createRoute({
  getParentRoute: () => settings,
  path: '/instance',
  component: lazyRouteComponent(() => import('../instance/InstancePage'), 'InstancePage'),
});

type DomainSearch = { page?: number; sort?: string; search?: string; verified?: string; monitored?: string };

const domains = createRoute({
  getParentRoute: () => signedIn,
  path: '/domains',
  validateSearch: (search: Record<string, unknown>): DomainSearch => ({
    ...page(search),
    ...texts(search, ['sort', 'search', 'verified', 'monitored']),
  }),
  component: lazyRouteComponent(() => import('../domains/DomainsPage'), 'DomainsPage'),
});

const domain = createRoute({
  getParentRoute: () => signedIn,
  path: '/domains/$domainId',
  component: lazyRouteComponent(() => import('../domains/DomainPage'), 'DomainPage'),
});

const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts',
  validateSearch: readAlertSearch,
  component: lazyRouteComponent(() => import('../alerts/AlertsPage'), 'AlertsPage'),
});

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  component: lazyRouteComponent(() => import('../reports/ReportsPage'), 'ReportsPage'),
});

const help = createRoute({
  getParentRoute: () => signedIn,
  path: '/help',
  component: lazyRouteComponent(() => import('../help/HelpPage'), 'HelpPage'),
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/start',
  validateSearch: (search: Record<string, unknown>): { domain?: string; scan?: string } => texts(search, ['domain', 'scan']),
  component: lazyRouteComponent(() => import('../start/StartPage'), 'StartPage'),
});

export const administration = [
  billingFromStripe,
  start,
  domains,
  domain,
  alerts,
  reports,
  help,
  settings.addChildren([settingsFirst, workspaces, members, tokens, billing, audit, profile, instance]),
] as const;
