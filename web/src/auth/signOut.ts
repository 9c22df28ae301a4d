import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client';
import { announceSignOut, onSessionEnd } from '../api/session';
import { beginStay } from '../api/workspace';

/** Ends the session here and in the browser's other tabs. */
export function useSignOut(): () => Promise<void> {
  const leave = useLeave();
  return async () => {
    await api.logout();
    announceSignOut();
    await leave();
  };
}

/** To the sign-in page, with nothing kept of who was here. */
export function useLeave(): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    onSessionEnd(undefined);
    await navigate({ to: '/signin', search: {} });
    beginStay();
  };
}
