import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client';
import { announceSignOut } from '../api/session';
import { useLeave } from '../auth/signOut';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { accountApi, type OpenSession } from './api';
import { browser } from './browser';

/** Where the person is signed in, and the way to end it. */
export function Sessions() {
  const queries = useQueryClient();
  const leave = useLeave();
  const list = useQuery({ queryKey: ['sessions'], queryFn: accountApi.sessions });
  const ending = useMutation({
    mutationFn: (session: OpenSession) => accountApi.endSession(session.session_id),
    onSuccess: async (_, session) => {
      await queries.invalidateQueries({ queryKey: ['sessions'] });
      say(`${browser(session.user_agent) || 'That session'} is signed out`);
    },
  });
  const endingAll = useMutation({
    mutationFn: accountApi.endAllSessions,
    onSuccess: async () => {
      announceSignOut();
      await leave();
    },
  });
  if (list.error instanceof ApiError && list.error.status === 404) {
    return null; // an identity provider keeps them
  }
  const error = list.error ?? ending.error ?? endingAll.error;
  return (
    <Panel
      title="Where you are signed in"
      aside={
        (list.data?.length ?? 0) > 1 && (
          <Button size="xs" variant="default" loading={endingAll.isPending} onClick={() => endingAll.mutate()}>
            Sign out everywhere
          </Button>
        )
      }
    >
      {error && <Problem error={error} />}
      {list.isPending && <Skeleton h={60} />}
      <ul className="plain item-rows">
        {list.data?.map((session) => (
          <li key={session.session_id}>
            <div>
              <span className="who">{browser(session.user_agent) || 'A program'}</span>
              {session.current && <span className="muted"> (this one)</span>}
              <span className="sub">
                {session.ip && <>from {visible(session.ip)}, </>}last used <Time at={session.last_used_at} />, since{' '}
                <Time at={session.created_at} />
              </span>
            </div>
            {!session.current && (
              <Group>
                <Button size="xs" variant="default" loading={ending.isPending} onClick={() => ending.mutate(session)}>
                  Sign it out<span className="sr-only">: {browser(session.user_agent)}</span>
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
