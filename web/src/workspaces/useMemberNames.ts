import { useQuery } from '@tanstack/react-query';
import { useMe } from '../auth/roles';
import { type Member, workspacesApi } from './api';

/** How the members of the workspace are called, by their ids; undefined until that is known. */
export function useMemberNames(): ReadonlyMap<string, string> | undefined {
  const workspace = useMe()?.workspace_id ?? '';
  return useQuery({
    queryKey: ['members', workspace, 'names'],
    queryFn: () => allNames(workspace),
    enabled: workspace !== '',
    staleTime: 60_000,
  }).data;
}

async function allNames(workspace: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let page = 1, pages = 1; page <= pages; page++) {
    const { data, pagination } = await workspacesApi.members(workspace, page);
    data.forEach((member: Member) => names.set(member.uid, member.display_name ?? member.email));
    pages = pagination.total_pages;
  }
  return names;
}
