import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { say } from '../ui/toasts';
import { alertsApi, type Channel, CHANNEL_TYPES, type ChannelType } from './api';
import { MadeSecret } from './MadeSecret';
import { typeWords } from './words';

const WHERE: Record<Exclude<ChannelType, 'email' | 'webhook'>, string> = {
  slack: 'Made in Slack under Incoming Webhooks, such as https://hooks.slack.com/services/…',
  discord: 'Made in Discord in the settings of a text channel under Integrations',
  teams: 'Made in Teams by the workflow "Post to a channel when a webhook request is received"',
};

const LABELS = {
  name: 'Name',
  type: 'Kind',
  'config.to': 'Recipients',
  'config.webhook_url': 'Webhook address',
  'config.url': 'Address',
  'config.secret': 'Secret',
  'config.headers': 'Header fields',
};

/** Adds a channel or changes one; secrets that are left empty stay what they are. */
export function ChannelEditor({ channel, onClose }: { channel: Channel | undefined; onClose: () => void }) {
  const [name, setName] = useState(channel?.name ?? '');
  const [type, setType] = useState<ChannelType>(channel?.type ?? 'email');
  const [to, setTo] = useState(channel?.config.to.join('\n') ?? '');
  const [address, setAddress] = useState(channel?.config.url ?? '');
  const [allowsOthers, setAllowsOthers] = useState(channel?.config.allow_custom_hosts ?? false);
  const [secret, setSecret] = useState('');
  const [headers, setHeaders] = useState('');
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: () => {
      const config = configOf(type, { to, address, allowsOthers, secret, headers });
      return channel
        ? alertsApi.changeChannel(channel.channel_id, { name, config })
        : alertsApi.addChannel({ name, type, config });
    },
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ['alert-channels'] });
      say(`${data.name} was ${channel ? 'changed' : 'added'}`);
      if (data.secret === null) {
        onClose();
      }
    },
  });
  const wrong = fieldErrors(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const made = saving.data?.data;
  if (made?.secret) {
    return <MadeSecret text={made.secret} name={made.name} onClose={onClose} />;
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={channel ? `Edit ${channel.name}` : 'New channel'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={saving.error} labels={LABELS} />
          {!channel && (
            <NativeSelect
              label="Kind"
              name="type"
              value={type}
              onChange={(event) => setType(event.currentTarget.value as ChannelType)}
              data={CHANNEL_TYPES.map((one) => ({ value: one, label: typeWords(one) }))}
              error={wrong['type']}
            />
          )}
          <TextInput
            data-autofocus
            label="Name"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong['name']}
          />
          {type === 'email' && (
            <Textarea
              label="Recipients"
              name="config.to"
              description="One address a line, at most 20. Who is no member gets a link to confirm first."
              autosize
              minRows={2}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={wrong['config.to']}
            />
          )}
          {type !== 'email' && type !== 'webhook' && (
            <>
              <TextInput
                label="Webhook address"
                name="config.webhook_url"
                description={channel ? 'Secret; leave it empty to keep it' : WHERE[type]}
                autoComplete="off"
                value={address}
                onChange={(event) => setAddress(event.currentTarget.value)}
                error={wrong['config.webhook_url']}
              />
              <Checkbox
                label="It is at a host of our own"
                checked={allowsOthers}
                onChange={(event) => setAllowsOthers(event.currentTarget.checked)}
              />
            </>
          )}
          {type === 'webhook' && (
            <>
              <TextInput
                label="Address"
                name="config.url"
                description="https; each alert is posted there as JSON"
                autoComplete="off"
                value={address}
                onChange={(event) => setAddress(event.currentTarget.value)}
                error={wrong['config.url']}
              />
              <TextInput
                label="Secret"
                name="config.secret"
                description={channel ? 'Leave it empty to keep it' : 'At least 16 characters; empty to have one made'}
                autoComplete="off"
                value={secret}
                onChange={(event) => setSecret(event.currentTarget.value)}
                error={wrong['config.secret']}
              />
              <Textarea
                label="Header fields"
                name="config.headers"
                description={
                  channel && channel.config.headers.length > 0
                    ? `Set: ${channel.config.headers.join(', ')}. Leave it empty to keep them.`
                    : 'One a line, such as Authorization: Bearer …; their values are not shown again'
                }
                autosize
                minRows={2}
                value={headers}
                onChange={(event) => setHeaders(event.currentTarget.value)}
                error={wrong['config.headers']}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {channel ? 'Save' : 'Add the channel'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Typed {
  to: string;
  address: string;
  allowsOthers: boolean;
  secret: string;
  headers: string;
}

function configOf(type: ChannelType, typed: Typed): Record<string, unknown> {
  switch (type) {
    case 'email':
      return { to: lines(typed.to) };
    case 'webhook':
      return {
        ...(typed.address === '' ? {} : { url: typed.address.trim() }),
        ...(typed.secret === '' ? {} : { secret: typed.secret }),
        ...(typed.headers.trim() === '' ? {} : { headers: fields(typed.headers) }),
      };
    default:
      return {
        ...(typed.address === '' ? {} : { webhook_url: typed.address.trim() }),
        allow_custom_hosts: typed.allowsOthers,
      };
  }
}

function lines(text: string): string[] {
  return text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function fields(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const colon = line.indexOf(':');
        return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
      }),
  );
}
