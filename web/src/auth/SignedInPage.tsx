import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announceSignIn } from '../api/session';
import { AuthFrame } from './AuthFrame';

/** The end of a sign-in in a window of its own: the page that asked for it goes on. */
export function SignedInPage() {
  useEffect(() => {
    announceSignIn();
    window.close();
  }, []);
  return (
    <AuthFrame title="You are signed in">
      <Text>Close this window and go on where you were.</Text>
      <Text mt="lg" size="sm">
        <Link to="/">Go on here</Link>
      </Text>
    </AuthFrame>
  );
}
