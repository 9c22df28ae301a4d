import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { beginStay } from '../api/workspace';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { Problem } from '../ui/Problem';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { type Workspace, workspacesApi } from './api';
import { useEnter, useWorkspace } from './current';

interface Props {
  workspace: Workspace;
  onClose: () => void;
}

/** Lists and names are read again after a change. */
function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['workspaces'] }),
      queries.invalidateQueries({ queryKey: ['workspace'] }),
    ]);
}

export function CreateWorkspace({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const enter = useEnter();
  const creating = useMutation({
    mutationFn: () => workspacesApi.create(name),
    onSuccess: async ({ data }) => {
      say(`${data.name} was made; this is it`);
      await enter(data.workspace_id);
    },
  });
  return (
    <NameDialog
      title="New workspace"
      hint="For an organisation or a team; its assets, members and settings are its own"
      action="Make it"
      name={name}
      onName={setName}
      isBusy={creating.isPending}
      error={creating.error}
      onSubmit={() => creating.mutate()}
      onClose={onClose}
    />
  );
}

export function RenameWorkspace({ workspace, onClose }: Props) {
  const [name, setName] = useState(workspace.name);
  const refresh = useRefresh();
  const renaming = useMutation({
    mutationFn: () => workspacesApi.change(workspace.workspace_id, { name }),
    onSuccess: async ({ data }) => {
      await refresh();
      say(`Renamed to ${data.name}`);
      onClose();
    },
  });
  return (
    <NameDialog
      title={`Rename ${workspace.name}`}
      hint="Everybody in it sees the new name"
      action="Rename"
      name={name}
      onName={setName}
      isBusy={renaming.isPending}
      error={renaming.error}
      onSubmit={() => renaming.mutate()}
      onClose={onClose}
    />
  );
}

interface NameProps {
  title: string;
  hint: string;
  action: string;
  name: string;
  onName: (name: string) => void;
  isBusy: boolean;
  error: Error | null;
  onSubmit: () => void;
  onClose: () => void;
}

function NameDialog({ title, hint, action, name, onName, isBusy, error, onSubmit, onClose }: NameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={error} labels={{ name: 'Name' }} />
          <TextInput
            data-autofocus
            label="Name"
            name="name"
            description={hint}
            required
            maxLength={80}
            value={name}
            onChange={(event) => onName(event.currentTarget.value)}
            error={fieldErrors(error)['name']}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isBusy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function ArchiveWorkspace({ workspace, onClose }: Props) {
  const refresh = useRefresh();
  const isArchived = workspace.status === 'archived';
  const changing = useMutation({
    mutationFn: () => workspacesApi.change(workspace.workspace_id, { archived: !isArchived }),
    onSuccess: async () => {
      await refresh();
      say(isArchived ? `${workspace.name} can be changed again` : `${workspace.name} is archived`);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={isArchived ? `Take ${workspace.name} out of the archive` : `Archive ${workspace.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        {changing.error && <Problem error={changing.error} />}
        <Text size="sm">
          {isArchived
            ? 'It can be changed again, and its schedules go on.'
            : 'Everything in it stays and can be read. Nothing can be changed, and no scan starts by itself. This can be taken back.'}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={changing.isPending} onClick={() => changing.mutate()}>
            {isArchived ? 'Take it out' : 'Archive'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function RemoveWorkspace({ workspace, onClose }: Props) {
  const refresh = useRefresh();
  const isHere = useWorkspace()?.workspace_id === workspace.workspace_id;
  const removing = useMutation({
    mutationFn: () => workspacesApi.remove(workspace.workspace_id, workspace.name),
    onSuccess: async () => {
      say(`${workspace.name} was deleted`);
      if (isHere) {
        beginStay();
        return;
      }
      await refresh();
      onClose();
    },
  });
  return (
    <TypedConfirm
      title={`Delete ${workspace.name}`}
      word={workspace.name}
      action="Delete the workspace"
      isBusy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      Its {workspace.active_assets.toLocaleString('en')} assets, its scans, findings, history, API tokens and members go with it. This
      cannot be taken back.
    </TypedConfirm>
  );
}
