import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accountApi } from '../account/api';
import { ApiError } from '../api/client';
import { Problem } from '../ui/Problem';
import { AuthFrame } from './AuthFrame';
import { linkToken } from './linkToken';

/** Where the link that confirms an address leads. */
export function VerifyPage() {
  const [token] = useState(() => linkToken(window.location.hash));
  // A query, since following the link is all the person has to do; never asked twice, since the link works once.
  const verifying = useQuery({
    queryKey: ['verify', token],
    queryFn: () => accountApi.verify(token).then(() => true),
    enabled: token !== '',
    staleTime: Infinity,
    retry: false,
  });
  const isOld = token === '' || (verifying.error instanceof ApiError && verifying.error.code === 'TOKEN_LINK_INVALID');
  if (isOld) {
    return (
      <AuthFrame title="This link does not work any more">
        <Alert color="yellow">
          It was used already, has run out, or is not complete. If your address is confirmed, signing in works; if not, ask for a
          new link in your profile.
        </Alert>
        <Text mt="lg">
          <Link to="/signin">Sign in</Link>
        </Text>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={verifying.isSuccess ? 'Your address is confirmed' : 'Confirming your address'}>
      {verifying.error && <Problem error={verifying.error} again={() => void verifying.refetch()} />}
      {verifying.isPending && <Text role="status">A moment…</Text>}
      {verifying.isSuccess && (
        <Text>
          <Link to="/">Go on</Link>
        </Text>
      )}
    </AuthFrame>
  );
}
