import { Alert, Button, Stack, Text } from '@mantine/core';
import { problemText, providerPath } from './provider';

interface Props {
  host: string;
  /** Where to go then, a path of ours. */
  page: string;
  /** What went wrong the last time, as the address says it. */
  problem?: string | undefined;
}

/** A link to the organisation's provider, which sends the browser back signed in. */
export function ProviderSignIn({ host, page, problem }: Props) {
  return (
    <Stack>
      {problem && (
        <Alert color="red" role="alert">
          {problemText(problem)}
        </Alert>
      )}
      <Button component="a" href={providerPath(page)}>
        Sign in with your organisation
      </Button>
      <Text size="sm" className="muted">
        You sign in at <strong>{host}</strong> and come back here.
      </Text>
    </Stack>
  );
}
