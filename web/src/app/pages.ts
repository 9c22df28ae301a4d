import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../api/types';
import type { IconName } from './Icon';

/** A page that the shell offers. One more page is one more line here, beside its route in router.tsx. */
export interface AppPage {
  to: NonNullable<LinkProps['to']>;
  label: string;
  icon: IconName;
  /** Opens it after `g`. */
  key?: string;
  /** In the bar at the bottom of a phone too. */
  isOnBar?: boolean;
  /** The least role that it is for; to others it does not exist. */
  needs?: Role;
  /** For who operates the instance; to others it does not exist. */
  isForOperators?: boolean;
}

/** The side bar from top to bottom. */
export const PAGES: AppPage[] = [
  { to: '/', label: 'Overview', icon: 'overview', key: 'o', isOnBar: true },
  { to: '/assets', label: 'Assets', icon: 'assets', key: 'a', isOnBar: true },
  { to: '/findings', label: 'Findings', icon: 'findings', key: 'f', isOnBar: true },
  { to: '/scans', label: 'Scans', icon: 'scans', key: 's', isOnBar: true },
  { to: '/changes', label: 'Changes', icon: 'changes', key: 'c' },
  { to: '/map', label: 'Map', icon: 'map', key: 'm' },
  { to: '/analytics', label: 'Analytics', icon: 'analytics', key: 'i' },
  { to: '/domains', label: 'Domains', icon: 'domains', key: 'd' },
  { to: '/alerts', label: 'Alerts', icon: 'alerts', key: 'l' },
  { to: '/reports', label: 'Reports', icon: 'reports' },
];

/** Below the others. */
export const FOOT_PAGES: AppPage[] = [
  { to: '/settings', label: 'Settings', icon: 'settings' },
  { to: '/help', label: 'Help', icon: 'help' },
];

/** Parts of the settings, each a page of its own. */
export const SETTINGS: AppPage[] = [
  { to: '/settings/workspaces', label: 'Workspaces', icon: 'workspaces' },
  { to: '/settings/members', label: 'Members', icon: 'members' },
  { to: '/settings/tokens', label: 'API tokens', icon: 'tokens', needs: 'analyst' },
  { to: '/settings/billing', label: 'Plan and usage', icon: 'billing' },
  { to: '/settings/audit', label: 'Audit log', icon: 'audit', needs: 'admin' },
  { to: '/settings/profile', label: 'Profile', icon: 'profile' },
  { to: '/settings/instance', label: 'Instance', icon: 'instance', isForOperators: true },
];

export const ALL_PAGES = (): AppPage[] => [...PAGES, ...FOOT_PAGES, ...SETTINGS];

/** The page that an address belongs to, the most exact one. */
export function pageAt(path: string): AppPage | undefined {
  return ALL_PAGES()
    .filter((page) => isAt(page.to, path))
    .sort((left, right) => right.to.length - left.to.length)[0];
}

export function isAt(page: string, path: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
}
