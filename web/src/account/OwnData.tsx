import { Button, Text } from '@mantine/core';
import { Panel } from '../ui/Panel';

/** Everything that the service keeps about the person, in one file. */
export function OwnData() {
  return (
    <Panel title="Your data">
      <Text mb="md">Profile, sign-ins, memberships, tokens and what the audit logs say you did, as one file of JSON.</Text>
      <Button component="a" href="/api/auth/me/export" download variant="default">
        Download your data
      </Button>
    </Panel>
  );
}
