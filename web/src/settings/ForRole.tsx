import type { ReactNode } from 'react';
import type { Role } from '../api/types';
import { NotFound } from '../app/NotFound';
import { mayActAs, useMe } from '../auth/roles';

/** A page for some roles; to others it is one that does not exist. */
export function ForRole({ needs, children }: { needs: Role; children: ReactNode }) {
  const me = useMe();
  if (!me) {
    return null;
  }
  return mayActAs(me.role, needs) ? children : <NotFound />;
}
