import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Profile, Role } from '../api/types';

const ORDER: Role[] = ['viewer', 'analyst', 'admin', 'owner'];

/** Each role may what those before it may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed);
}

export const ALLOWS: Record<Role, string> = {
  viewer: 'Reads everything and exports it',
  analyst: 'Also scans, triages findings, adds and verifies domains, makes API tokens',
  admin: 'Also deletes, sets schedules, manages members, reads the audit log',
  owner: 'Also billing, other owners, and deleting the workspace',
};

export const ROLES = ORDER;

/** Who is signed in; always known inside the shell. */
export function useMe(): Profile | undefined {
  return useQuery({ queryKey: ['me'], queryFn: api.me }).data;
}

/** Why the person may not do something that needs a role; undefined where he may. */
export function useRefusal(needed: Role): string | undefined {
  const me = useMe();
  if (me && !mayActAs(me.role, needed)) {
    return needed === 'owner' ? 'Only an owner may do this' : `Needs the ${needed} role`;
  }
  return undefined;
}
