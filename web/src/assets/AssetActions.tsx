import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../api/types';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { say } from '../ui/toasts';
import { assetsApi, type BulkAction, MOST_NAMED } from './api';

interface Action {
  action: BulkAction;
  label: string;
  done: string;
  needs: Role;
  /** What has to be typed. */
  asks?: string;
  explains: (count: number) => string;
}

const ACTIONS: Action[] = [
  { action: 'tag', label: 'Tag', done: 'tagged', needs: 'analyst', asks: 'Tag', explains: () => 'Tags are yours: scans keep them.' },
  { action: 'untag', label: 'Untag', done: 'untagged', needs: 'analyst', asks: 'Tag', explains: () => 'Takes this tag away.' },
  { action: 'set_owner', label: 'Set owner', done: 'given an owner', needs: 'analyst', asks: 'Owner', explains: () => 'Whoever answers for these hosts: a person or a team.' },
  {
    action: 'rescan',
    label: 'Rescan',
    done: 'will be looked at again',
    needs: 'analyst',
    explains: () => 'Looks at these hosts again. Costs one scan credit for each domain that they belong to.',
  },
  {
    action: 'delete',
    label: 'Delete',
    done: 'deleted',
    needs: 'admin',
    asks: 'Type the number of assets to confirm',
    explains: (count) => `Deletes ${count.toLocaleString('en')} assets with their findings. A scan that finds them brings them back.`,
  },
];

interface Props {
  count: number;
  gather: () => Promise<string[]>;
  done: () => void;
}

/** What can be done with the marked assets. */
export function AssetActions(props: Props) {
  const [chosen, choose] = useState<Action>();
  const tooMany = props.count > MOST_NAMED ? `At most ${MOST_NAMED.toLocaleString('en')} at once` : undefined;
  return (
    <>
      {ACTIONS.map((action) => (
        <RoleButton
          key={action.action}
          needs={action.needs}
          refusal={tooMany}
          size="compact-sm"
          variant="default"
          onClick={() => choose(action)}
        >
          {action.label}
        </RoleButton>
      ))}
      <Modal
        opened={chosen !== undefined}
        onClose={() => choose(undefined)}
        title={chosen && `${chosen.label}: ${props.count.toLocaleString('en')} assets`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {chosen && <Form {...props} action={chosen} close={() => choose(undefined)} />}
      </Modal>
    </>
  );
}

function Form({ action, count, gather, done, close }: Props & { action: Action; close: () => void }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const value = text.trim();
  const isReady = action.action === 'delete' ? value === String(count) : action.asks === undefined || value !== '';
  const doing = useMutation({
    mutationFn: async () =>
      assetsApi.bulk(action.action, await gather(), action.asks === undefined || action.action === 'delete' ? undefined : value),
    onSuccess: async ({ data }) => {
      say(`${data.done.toLocaleString('en')} assets ${action.done}${data.missing.length > 0 ? `, ${data.missing.length} were gone` : ''}`);
      done();
      close();
      await Promise.all(['assets', 'findings', 'scans', 'analytics'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      doing.mutate();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{action.explains(count)}</Text>
        {action.asks !== undefined && (
          <TextInput
            label={action.asks}
            data-autofocus
            maxLength={action.action === 'set_owner' ? 100 : 40}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {doing.error && <Problem error={doing.error} again={() => doing.mutate()} />}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={doing.isPending} {...(action.action === 'delete' ? { color: 'red.9' } : {})}>
            {action.label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
