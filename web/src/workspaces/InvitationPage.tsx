import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { api, ApiError } from '../api/client';
import { beginStay } from '../api/workspace';
import { AuthFrame } from '../auth/AuthFrame';
import { useConfig } from '../auth/offered';
import { providerHost } from '../auth/provider';
import { ALLOWS } from '../auth/roles';
import { Problem } from '../ui/Problem';
import { visible, words } from '../ui/text';
import { workspacesApi } from './api';

/** Where the link of an invitation leads: what is offered, and to whom; then signing in or up, then accepting. */
export function InvitationPage() {
  const { token = '' } = useParams({ strict: false });
  const offer = useQuery({ queryKey: ['offer', token], queryFn: () => workspacesApi.offer(token), retry: false });
  const me = useQuery({
    queryKey: ['me', 'if any'],
    queryFn: () =>
      api.meAnywhere().catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) {
          return null;
        }
        throw error;
      }),
  });
  if (offer.error) {
    const isOld = offer.error instanceof ApiError && offer.error.code === 'TOKEN_LINK_INVALID';
    return (
      <AuthFrame title={isOld ? 'This invitation does not work any more' : 'The invitation could not be read'}>
        {isOld ? (
          <Alert color="yellow">It was accepted already, was withdrawn or has run out. Ask whoever invited you for a new one.</Alert>
        ) : (
          <Problem error={offer.error} again={() => void offer.refetch()} />
        )}
        <Text mt="lg">
          <Link to="/">Go to ReconAI</Link>
        </Text>
      </AuthFrame>
    );
  }
  if (!offer.data || me.isPending) {
    return (
      <AuthFrame title="Invitation">
        <Text role="status">A moment…</Text>
      </AuthFrame>
    );
  }
  const { workspace_name, role, email, invited_by, expires_at } = offer.data;
  return (
    <AuthFrame title={`Join ${visible(workspace_name)}`}>
      <Stack>
        <Text>
          {visible(invited_by)} invites <strong>{visible(email)}</strong> as <strong>{words(role).toLowerCase()}</strong>.{' '}
          {ALLOWS[role]}. The invitation holds until {new Date(expires_at).toLocaleDateString('en', { dateStyle: 'long' })}.
        </Text>
        {me.data ? <Accept token={token} mine={me.data.email} theirs={email} /> : <Enter token={token} email={email} />}
      </Stack>
    </AuthFrame>
  );
}

function Enter({ token, email }: { token: string; email: string }) {
  const next = `/invitations/${token}`;
  const config = useConfig();
  if (config && providerHost(config) !== undefined) {
    return (
      <Group>
        <Button renderRoot={(props: object) => <Link to="/signin" search={{ next }} {...props} />}>Sign in</Button>
      </Group>
    );
  }
  return (
    <Group>
      <Button renderRoot={(props: object) => <Link to="/signup" search={{ next, email }} {...props} />}>
        Make an account
      </Button>
      <Button variant="default" renderRoot={(props: object) => <Link to="/signin" search={{ next }} {...props} />}>
        Sign in
      </Button>
    </Group>
  );
}

function Accept({ token, mine, theirs }: { token: string; mine: string; theirs: string }) {
  const navigate = useNavigate();
  const accepting = useMutation({
    mutationFn: () => workspacesApi.accept(token),
    onSuccess: async ({ data }) => {
      beginStay(data.workspace_id);
      await navigate({ to: '/' });
    },
  });
  const signOut = useMutation({
    mutationFn: api.logout,
    onSuccess: () => beginStay(),
  });
  if (mine.toLowerCase() !== theirs.toLowerCase()) {
    return (
      <Alert color="yellow" title="You are signed in as somebody else">
        <Text size="sm" mb="sm">
          You are {mine}; the invitation is for {visible(theirs)}.
        </Text>
        <Button size="xs" variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </Alert>
    );
  }
  return (
    <>
      {accepting.error && <Problem error={accepting.error} />}
      <Button loading={accepting.isPending} onClick={() => accepting.mutate()}>
        Accept
      </Button>
    </>
  );
}
