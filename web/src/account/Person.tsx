import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Profile } from '../api/types';
import { hasPasswords, useConfig } from '../auth/offered';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { Panel } from '../ui/Panel';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { workspacesApi } from '../workspaces/api';
import { accountApi } from './api';

/** Name, address, and where one arrives after signing in. */
export function Person({ me }: { me: Profile }) {
  const queries = useQueryClient();
  const config = useConfig();
  const [name, setName] = useState(me.display_name ?? '');
  const [home, setHome] = useState(me.default_workspace_id);
  const workspaces = useQuery({
    queryKey: ['workspaces', 'switcher'],
    queryFn: () => workspacesApi.list({ limit: 100, sort: 'name' }),
  });
  const saving = useMutation({
    mutationFn: () => accountApi.change({ display_name: name, default_workspace_id: home }),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['me'] }), queries.invalidateQueries({ queryKey: ['members'] })]);
      say('Your profile was saved');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Panel title="Who you are">
      <form onSubmit={submit} noValidate className="narrow-form">
        <Stack>
          <FormProblem error={saving.error} labels={{ display_name: 'Name', default_workspace_id: 'First workspace' }} />
          <TextInput
            label="Name"
            name="display_name"
            description="What the others see"
            autoComplete="name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldErrors(saving.error)['display_name']}
          />
          <div>
            <Text size="sm">
              E-mail: <strong>{me.email}</strong>
              <span className="muted"> ({me.email_verified ? 'confirmed' : 'not confirmed'})</span>
            </Text>
            <Text size="sm" c="dimmed">
              Here since <Time at={me.created_at} />
            </Text>
            {!me.email_verified && config && hasPasswords(config) && <Confirm />}
          </div>
          <NativeSelect
            label="First workspace"
            name="default_workspace_id"
            description="Where you arrive on a new device, and where programs arrive that name none"
            value={home}
            onChange={(event) => setHome(event.currentTarget.value)}
            data={(workspaces.data?.data ?? []).map((one) => ({ value: one.workspace_id, label: one.name }))}
          />
          <Group>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

/** Asks for the mail with which an address is confirmed. */
function Confirm() {
  const sending = useMutation({ mutationFn: accountApi.resend });
  return (
    <Group gap="sm" mt={4}>
      <Button size="xs" variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
        Send the mail that confirms it
      </Button>
      <Text size="sm" role="status">
        {sending.isSuccess && 'It is on its way, where this service can send mail.'}
        {sending.error?.message}
      </Text>
    </Group>
  );
}
