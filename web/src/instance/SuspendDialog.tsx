import { Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { say } from '../ui/toasts';
import { suspend, suspensionsQuery } from './api';

const LABELS = { email: 'E-mail', workspace_id: 'Id of the workspace', reason: 'Reason' };

/** Shuts out a person everywhere, or a workspace for all its members. */
export function SuspendDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<'email' | 'workspace_id'>('email');
  const [subject, setSubject] = useState('');
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const suspending = useMutation({
    mutationFn: () => suspend({ [kind]: subject.trim(), reason }),
    onSuccess: async ({ data }) => {
      say(`${data.label} is shut out`);
      await queries.invalidateQueries({ queryKey: suspensionsQuery.queryKey });
      onClose();
    },
  });
  const wrong = fieldErrors(suspending.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    suspending.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Shut out" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={suspending.error} labels={LABELS} />
          <Radio.Group label="Whom" value={kind} onChange={(value) => setKind(value as typeof kind)}>
            <Stack gap="xs" mt="xs">
              <Radio value="email" label="A person, everywhere" />
              <Radio value="workspace_id" label="A workspace, for all its members" />
            </Stack>
          </Radio.Group>
          <TextInput
            data-autofocus
            label={LABELS[kind]}
            name={kind}
            type={kind === 'email' ? 'email' : 'text'}
            autoComplete="off"
            spellCheck={false}
            required
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
            error={wrong[kind]}
          />
          <Textarea
            label={LABELS.reason}
            name="reason"
            description="Shown to those who are shut out"
            required
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={wrong['reason']}
          />
          <Text size="sm">A person is signed out and running scans are stopped, at once. Nothing that was seen is deleted.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" loading={suspending.isPending}>
              Shut out
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
