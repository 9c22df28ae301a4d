import { Alert } from '@mantine/core';

/** Firebase knows people, but the web app was not told how to ask it. */
export function NotSetUp() {
  return (
    <Alert color="yellow" title="Signing in by the web is not set up">
      Whoever runs this service has to set FIREBASE_API_KEY, the web key of the Firebase project. Programs may sign in with a token
      of Firebase meanwhile.
    </Alert>
  );
}
