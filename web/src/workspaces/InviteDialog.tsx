import { Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../api/types';
import { ALLOWS, ROLES } from '../auth/roles';
import { Code } from '../ui/Code';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { words } from '../ui/text';
import { workspacesApi } from './api';

/** Invites somebody by address; shows the link, for where no mail is sent. */
export function InviteDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const [message, setMessage] = useState('');
  const queries = useQueryClient();
  const inviting = useMutation({
    mutationFn: () => workspacesApi.invite(workspaceId, { email, role, ...(message.trim() ? { message } : {}) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  });
  const wrong = fieldErrors(inviting.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    inviting.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Invite somebody" closeButtonProps={{ 'aria-label': 'Close' }}>
      {inviting.data ? (
        <Stack>
          <InvitationLink link={inviting.data.accept_url} email={inviting.data.data.email} />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormProblem error={inviting.error} labels={{ email: 'E-mail', role: 'Role', message: 'Message' }} />
            <TextInput
              data-autofocus
              label="E-mail"
              name="email"
              type="email"
              autoComplete="off"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={wrong['email']}
            />
            <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as Role)} error={wrong['role']}>
              <Stack gap="sm" mt="xs">
                {ROLES.filter((one) => one !== 'owner').map((one) => (
                  <Radio key={one} value={one} label={words(one)} description={ALLOWS[one]} />
                ))}
              </Stack>
            </Radio.Group>
            <Textarea
              label="Message"
              name="message"
              description="Comes with the invitation; may be left out"
              maxLength={1000}
              autosize
              minRows={2}
              value={message}
              onChange={(event) => setMessage(event.currentTarget.value)}
              error={wrong['message']}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={inviting.isPending}>
                Invite
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

export function InvitationLink({ link, email }: { link: string; email: string }) {
  return (
    <div className="invitation-link">
      <Text size="sm" mb="xs">
        <strong>{email}</strong> joins with this link. It holds for seven days, works once, for this address only, and is not shown
        again.
      </Text>
      <Code text={link} what={`link for ${email}`} />
    </div>
  );
}
