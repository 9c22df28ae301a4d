import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { type Invitation, workspacesApi } from './api';
import { InvitationLink } from './InviteDialog';

/** Who is invited and has not come yet. */
export function Invitations({ workspaceId }: { workspaceId: string }) {
  const queries = useQueryClient();
  const [renewed, setRenewed] = useState<{ email: string; link: string }>();
  const list = useQuery({
    queryKey: ['invitations', workspaceId],
    queryFn: () => workspacesApi.invitations(workspaceId),
    enabled: workspaceId !== '',
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['invitations'] });
  const renewing = useMutation({
    mutationFn: (invitation: Invitation) =>
      workspacesApi.invite(workspaceId, {
        email: invitation.email,
        role: invitation.role,
        ...(invitation.message ? { message: invitation.message } : {}),
      }),
    onSuccess: async (made) => {
      setRenewed({ email: made.data.email, link: made.accept_url });
      await refresh();
    },
  });
  const withdrawing = useMutation({
    mutationFn: (invitation: Invitation) => workspacesApi.withdraw(workspaceId, invitation.invitation_id),
    onSuccess: async (_, invitation) => {
      say(`The invitation of ${invitation.email} was withdrawn`);
      setRenewed((shown) => (shown?.email === invitation.email ? undefined : shown));
      await refresh();
    },
  });
  const error = list.error ?? renewing.error ?? withdrawing.error;
  return (
    <Panel title="Invitations">
      {error && <Problem error={error} />}
      {list.isPending && <Skeleton h={40} />}
      {list.data?.data.length === 0 && <Text c="dimmed">Nobody is invited at the moment.</Text>}
      <ul className="plain item-rows">
        {list.data?.data.map((invitation) => (
          <li key={invitation.invitation_id}>
            <div>
              <span className="who">{invitation.email}</span>
              <span className="sub">
                as {words(invitation.role).toLowerCase()}, {isOver(invitation) ? 'ran out ' : 'runs out '}
                <Time at={invitation.expires_at} />
              </span>
            </div>
            <Group gap="xs">
              <Button size="xs" variant="default" loading={renewing.isPending} onClick={() => renewing.mutate(invitation)}>
                New link<span className="sr-only"> for {invitation.email}</span>
              </Button>
              <Button size="xs" variant="default" loading={withdrawing.isPending} onClick={() => withdrawing.mutate(invitation)}>
                Withdraw<span className="sr-only"> the invitation of {invitation.email}</span>
              </Button>
            </Group>
            {renewed?.email === invitation.email && <InvitationLink link={renewed.link} email={renewed.email} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function isOver(invitation: Invitation): boolean {
  return Date.parse(invitation.expires_at) < Date.now();
}
