import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { beginStay } from '../api/workspace';
import { useMe } from '../auth/roles';
import { type Workspace, workspacesApi } from './api';

/** The workspace that the page shows; undefined until it is known. */
export function useWorkspace(): Workspace | undefined {
  const id = useMe()?.workspace_id;
  return useQuery({
    queryKey: ['workspace', id],
    queryFn: () => workspacesApi.one(id ?? ''),
    enabled: id !== undefined,
    staleTime: 60_000,
  }).data;
}

/** Pages that show one thing of one workspace lead to their list in another. */
export function sameIn(path: string): string {
  return path.replace(/^(\/(?:assets|findings|scans|domains)).*/, '$1').replace(/^\/start.*/, '/');
}

/** What enters another workspace, at the same page where that makes sense. Nothing of the old one stays. */
export function useEnter(): (workspace: string) => Promise<void> {
  const router = useRouter();
  return async (workspace) => {
    const path = router.state.location.pathname;
    if (sameIn(path) !== path || router.state.location.searchStr !== '') {
      await router.navigate({ to: sameIn(path), search: {} });
    }
    beginStay(workspace);
  };
}
