import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './address';
import { administration } from './administration';
import { root, signedIn } from './roots';
import { texts } from './searchTexts';
import { work } from './work';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: (search: Record<string, unknown>): { next?: string; problem?: string } => ({
    ...next(search),
    ...texts(search, ['problem']),
  }),
  component: lazyRouteComponent(() => import('../auth/SignInPage'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/signup',
  validateSearch: (search: Record<string, unknown>): { next?: string; email?: string } => ({
    ...next(search),
    ...texts(search, ['email']),
  }),
  component: lazyRouteComponent(() => import('../auth/SignUpPage'), 'SignUpPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('../auth/ForgotPage'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../auth/ResetPage'), 'ResetPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('../auth/VerifyPage'), 'VerifyPage'),
});

const signedInElsewhere = createRoute({
  getParentRoute: () => root,
  path: '/signed-in-again',
  component: lazyRouteComponent(() => import('../auth/SignedInPage'), 'SignedInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('../workspaces/InvitationPage'), 'InvitationPage'),
});

const confirmAlerts = createRoute({
  getParentRoute: () => root,
  path: '/confirm-alerts',
  component: lazyRouteComponent(() => import('../alerts/AddressPages'), 'ConfirmAlertsPage'),
});

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  component: lazyRouteComponent(() => import('../alerts/AddressPages'), 'UnsubscribePage'),
});

/** Where to go after signing in; only a path of our own. */
function next(search: Record<string, unknown>): { next?: string } {
  const wanted = search['next'];
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? { next: wanted } : {};
}

const tree = root.addChildren([
  signIn,
  signUp,
  forgot,
  reset,
  verify,
  signedInElsewhere,
  invitation,
  confirmAlerts,
  unsubscribe,
  signedIn.addChildren([...work, ...administration]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
