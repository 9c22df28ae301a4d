import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announceSignOut } from '../api/session';
import { useLeave } from '../auth/signOut';
import { Panel } from '../ui/Panel';
import { TypedConfirm } from '../ui/TypedConfirm';
import { accountApi } from './api';

/** Deletes the account with its own workspace. */
export function RemoveAccount({ email }: { email: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const leave = useLeave();
  const removing = useMutation({
    mutationFn: () => accountApi.remove(email),
    onSuccess: async () => {
      announceSignOut();
      await leave();
    },
  });
  return (
    <Panel title="Delete the account">
      <Text mb="md">Your own workspace goes with it, and you leave the others. Hand over workspaces that you alone own first.</Text>
      <Button color="red" variant="outline" onClick={() => setIsOpen(true)}>
        Delete my account
      </Button>
      {isOpen && (
        <TypedConfirm
          title="Delete the account"
          word={email}
          action="Delete my account"
          isBusy={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate()}
          onClose={() => setIsOpen(false)}
        >
          All assets, scans, findings and tokens of your own workspace are deleted. This cannot be taken back.
        </TypedConfirm>
      )}
    </Panel>
  );
}
