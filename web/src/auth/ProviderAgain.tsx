import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '../api/client';
import { onSignInElsewhere } from '../api/session';
import { providerPath } from './provider';
import { useMe } from './roles';

interface Props {
  host: string;
  onIn: () => void;
  giveUp: () => void;
}

const SIGNED_IN_PAGE = '/signed-in-again';

/** Signs in at the provider in a window of its own, so that what was typed on the page is still there afterwards. */
export function ProviderAgain({ host, onIn, giveUp }: Props) {
  const uid = useMe()?.uid;
  useEffect(
    () =>
      onSignInElsewhere(() => {
        void api.meAnywhere().then((me) => (me.uid === uid ? onIn() : window.location.reload())); // it may be somebody else
      }),
    [uid, onIn],
  );
  return (
    <Stack>
      <Text size="sm">
        Sign in again at <strong>{host}</strong> in the window that opens, and what you were doing goes on.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={giveUp}>
          Sign out
        </Button>
        <Button data-autofocus onClick={goToProvider}>
          Sign in with your organisation
        </Button>
      </Group>
    </Stack>
  );
}

function goToProvider() {
  const other = window.open('about:blank', '_blank', 'popup,width=560,height=720');
  if (!other) {
    window.location.assign(providerPath(window.location.pathname + window.location.search)); // windows are not allowed
    return;
  }
  other.opener = null; // the provider has no business with this page
  other.location.assign(providerPath(SIGNED_IN_PAGE));
}
