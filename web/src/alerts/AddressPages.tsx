import { Alert, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { AuthFrame } from '../auth/AuthFrame';
import { linkToken } from '../auth/linkToken';
import { Problem } from '../ui/Problem';
import { alertsApi } from './api';

interface Words {
  title: string;
  explanation: string;
  action: string;
  done: string;
}

/** Where the link leads by which somebody says that he wants alerts. */
export function ConfirmAlertsPage() {
  return (
    <AddressPage
      act={alertsApi.confirm}
      words={{
        title: 'Alerts by mail',
        explanation: 'A workspace on ReconAI wants to send alerts to your address.',
        action: 'I want them',
        done: 'From now on alerts come to your address.',
      }}
    />
  );
}

/** Where the link in digests leads by which somebody says that he wants no more. */
export function UnsubscribePage() {
  return (
    <AddressPage
      act={alertsApi.unsubscribe}
      words={{
        title: 'No more digests',
        explanation: 'Digests of a workspace on ReconAI come to your address.',
        action: 'Send no more',
        done: 'No more digests come to your address.',
      }}
    />
  );
}

/** Waits for a click: programs that look at links before people do must not decide for them. */
function AddressPage({ act, words }: { act: (token: string) => Promise<undefined>; words: Words }) {
  const [token] = useState(() => linkToken(window.location.hash));
  const acting = useMutation({ mutationFn: () => act(token) });
  const isOld = token === '' || (acting.error instanceof ApiError && acting.error.code === 'TOKEN_LINK_INVALID');
  return (
    <AuthFrame title={isOld ? 'This link does not work any more' : words.title}>
      {isOld && <Alert color="yellow">It is not complete, or the channel that it belongs to was removed.</Alert>}
      {!isOld && acting.error && <Problem error={acting.error} />}
      {!isOld && (acting.isSuccess ? <Text role="status">{words.done}</Text> : <Text mb="md">{words.explanation}</Text>)}
      {!isOld && !acting.isSuccess && (
        <Button loading={acting.isPending} onClick={() => acting.mutate()}>
          {words.action}
        </Button>
      )}
    </AuthFrame>
  );
}
