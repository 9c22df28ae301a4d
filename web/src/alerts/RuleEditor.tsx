import { Button, Checkbox, Fieldset, Group, Modal, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '../auth/roles';
import type { Severity } from '../api/types';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { say } from '../ui/toasts';
import { alertsApi, type Channel, type Digest, EVENTS, type Rule, type RuleEvent, type RuleWish } from './api';
import { capital, eventWords, hasSeverity, sentence, typeWords } from './words';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 30;
const SEVERITIES: Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

const LABELS = {
  name: 'Name',
  events: 'Events',
  domains: 'Domains',
  tags: 'Tags',
  channels: 'Channels',
  throttle_minutes: 'Pause',
  'digest.at': 'At',
  'digest.time_zone': 'Time zone',
  'quiet_hours.from': 'Quiet from',
  'quiet_hours.to': 'Quiet to',
};

type When = 'instant' | Digest['every'];

const EMPTY: RuleWish = {
  name: '',
  enabled: true,
  events: ['finding.new', 'finding.reopened'],
  min_severity: 'high',
  domains: [],
  tags: [],
  channels: [],
  mode: 'instant',
  throttle_minutes: 60,
};

/** Builds a sentence: when something happens, tell somebody. */
export function RuleEditor({
  rule,
  channels,
  onClose,
}: {
  rule: Rule | undefined;
  channels: Channel[];
  onClose: () => void;
}) {
  const zone = useMe()?.preferences.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [wish, setWish] = useState<RuleWish>(() => (rule ? wishOf(rule) : EMPTY));
  const [domains, setDomains] = useState(wish.domains.join(', '));
  const [tags, setTags] = useState(wish.tags.join(', '));
  const [isQuiet, setIsQuiet] = useState(wish.quiet_hours !== undefined);
  const queries = useQueryClient();
  const change = (part: Partial<RuleWish>) => setWish((before) => ({ ...before, ...part }));
  const whole: RuleWish = { ...wish, domains: parts(domains), tags: parts(tags) };
  const saving = useMutation({
    mutationFn: () => {
      const noneQuiet = { from: '00:00', to: '00:00', time_zone: zone };
      return rule
        ? alertsApi.changeRule(rule.rule_id, { ...whole, ...(isQuiet ? {} : { quiet_hours: noneQuiet }) })
        : alertsApi.addRule(isQuiet ? whole : without(whole));
    },
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ['alert-rules'] });
      say(`${data.name} was ${rule ? 'changed' : 'added'}`);
      onClose();
    },
  });
  const wrong = fieldErrors(saving.error);
  const when: When = wish.mode === 'digest' && wish.digest ? wish.digest.every : 'instant';
  const setWhen = (chosen: When) => {
    setWish((before) => {
      if (chosen === 'instant') {
        const { digest: _, ...rest } = before;
        return { ...rest, mode: 'instant' };
      }
      return {
        ...before,
        mode: 'digest',
        digest: {
          every: chosen,
          at: before.digest?.at ?? '08:00',
          time_zone: before.digest?.time_zone ?? zone,
          attach_pdf: before.digest?.attach_pdf ?? false,
        },
      };
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const said = { ...whole, digest: whole.digest ?? null, quiet_hours: isQuiet ? (whole.quiet_hours ?? null) : null };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={rule ? `Edit ${rule.name}` : 'New rule'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={saving.error} labels={LABELS} />
          <TextInput
            data-autofocus
            label="Name"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            value={wish.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={wrong['name']}
          />
          <Fieldset legend="When there is">
            <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing={6}>
              {EVENTS.map((event) => (
                <Checkbox
                  key={event}
                  name="events"
                  label={capital(eventWords(event))}
                  checked={wish.events.includes(event)}
                  onChange={(box) => change({ events: toggled<RuleEvent>(wish.events, event, box.currentTarget.checked) })}
                />
              ))}
            </SimpleGrid>
            {wrong['events'] && (
              <Text size="sm" c="red">
                Events {wrong['events']}
              </Text>
            )}
          </Fieldset>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            <NativeSelect
              label="of at least"
              name="min_severity"
              disabled={!hasSeverity(wish.events)}
              value={wish.min_severity}
              onChange={(event) => change({ min_severity: event.currentTarget.value as Severity })}
              data={SEVERITIES.map((one) => ({ value: one, label: capital(one) }))}
            />
            <TextInput
              label="on the domains"
              name="domains"
              placeholder="any"
              description="Separated by commas"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="off"
              value={domains}
              onChange={(event) => setDomains(event.currentTarget.value)}
              error={wrong['domains']}
            />
            <TextInput
              label="on assets tagged"
              name="tags"
              placeholder="any"
              description="Separated by commas"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="off"
              value={tags}
              onChange={(event) => setTags(event.currentTarget.value)}
              error={wrong['tags']}
            />
          </SimpleGrid>
          <Fieldset legend="tell">
            <Stack gap={6}>
              {channels.map((channel) => (
                <Checkbox
                  key={channel.channel_id}
                  name="channels"
                  label={`${channel.name} (${typeWords(channel.type)})`}
                  checked={wish.channels.includes(channel.channel_id)}
                  onChange={(box) =>
                    change({ channels: toggled(wish.channels, channel.channel_id, box.currentTarget.checked) })
                  }
                />
              ))}
            </Stack>
            {wrong['channels'] && (
              <Text size="sm" c="red">
                Channels {wrong['channels']}
              </Text>
            )}
          </Fieldset>
          <Group align="flex-end">
            <NativeSelect
              label="how often"
              value={when}
              onChange={(event) => setWhen(event.currentTarget.value as When)}
              data={[
                { value: 'instant', label: 'At once' },
                { value: 'scan', label: 'Once a scan' },
                { value: 'daily', label: 'Every day' },
                { value: 'weekly', label: 'Every Monday' },
                { value: 'monthly', label: 'On the first of each month' },
              ]}
            />
            {when === 'instant' && (
              <NativeSelect
                label="at most"
                name="throttle_minutes"
                description="Webhooks get each alert for itself, at once"
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={wish.throttle_minutes}
                onChange={(event) => change({ throttle_minutes: Number(event.currentTarget.value) })}
                data={[
                  { value: '0', label: 'as often as it happens' },
                  ...[...new Set([15, 60, 360, 1440, wish.throttle_minutes])]
                    .filter((minutes) => minutes > 0)
                    .sort((left, right) => left - right)
                    .map((minutes) => ({ value: String(minutes), label: `once in ${minutes} minutes` })),
                ]}
              />
            )}
            {wish.digest && when !== 'instant' && when !== 'scan' && (
              <>
                <TextInput
                  label="At"
                  type="time"
                  name="digest.at"
                  value={wish.digest.at}
                  onChange={(event) => wish.digest && change({ digest: { ...wish.digest, at: event.currentTarget.value } })}
                  error={wrong['digest.at']}
                />
                <TextInput
                  label="Time zone"
                  name="digest.time_zone"
                  value={wish.digest.time_zone}
                  onChange={(event) =>
                    wish.digest && change({ digest: { ...wish.digest, time_zone: event.currentTarget.value } })
                  }
                  error={wrong['digest.time_zone']}
                />
              </>
            )}
          </Group>
          {wish.digest && when !== 'instant' && (
            <Checkbox
              label="Attach the report as PDF to mails"
              name="digest.attach_pdf"
              checked={wish.digest.attach_pdf}
              onChange={(event) =>
                wish.digest && change({ digest: { ...wish.digest, attach_pdf: event.currentTarget.checked } })
              }
            />
          )}
          <Group align="flex-end">
            <Checkbox
              label="Not in quiet hours"
              checked={isQuiet}
              onChange={(event) => {
                setIsQuiet(event.currentTarget.checked);
                change({ quiet_hours: wish.quiet_hours ?? { from: '22:00', to: '07:00', time_zone: zone } });
              }}
            />
            {isQuiet && wish.quiet_hours && (
              <>
                <TextInput
                  label="From"
                  type="time"
                  name="quiet_hours.from"
                  value={wish.quiet_hours.from}
                  onChange={(event) =>
                    wish.quiet_hours && change({ quiet_hours: { ...wish.quiet_hours, from: event.currentTarget.value } })
                  }
                  error={wrong['quiet_hours.from']}
                />
                <TextInput
                  label="To"
                  type="time"
                  name="quiet_hours.to"
                  value={wish.quiet_hours.to}
                  onChange={(event) =>
                    wish.quiet_hours && change({ quiet_hours: { ...wish.quiet_hours, to: event.currentTarget.value } })
                  }
                  error={wrong['quiet_hours.to']}
                />
              </>
            )}
          </Group>
          <section className="panel" aria-label="The rule in words">
            <p className="sentence">{whole.channels.length === 0 ? 'Choose a channel to tell.' : sentence(said, channels)}</p>
            <Preview wish={whole} />
          </section>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {rule ? 'Save' : 'Add the rule'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** How many alerts of the inbox it would have sent. */
function Preview({ wish }: { wish: RuleWish }) {
  const [after] = useState(() => new Date(Date.now() - SHOWN_DAYS * DAY_MS).toISOString());
  const worse = SEVERITIES.slice(SEVERITIES.indexOf(wish.min_severity)).join(',');
  const wanted = {
    limit: 1,
    after,
    event: wish.events.join(','),
    ...(wish.events.every((event) => hasSeverity([event])) ? { severity: worse } : {}),
  };
  const found = useQuery({
    queryKey: ['alerts', 'preview', wanted],
    queryFn: () => alertsApi.list(wanted),
    enabled: wish.events.length > 0,
  });
  if (!found.data) {
    return null;
  }
  const count = found.data.pagination.total_items;
  const narrowed = wish.domains.length + wish.tags.length > 0 ? ', before domains and tags' : '';
  return (
    <Text size="sm" role="status">
      The inbox has {count} such {count === 1 ? 'alert' : 'alerts'} of the last {SHOWN_DAYS} days{narrowed}.
    </Text>
  );
}

function wishOf(rule: Rule): RuleWish {
  const { rule_id: _id, created_at: _at, digest, quiet_hours, ...rest } = rule;
  return {
    ...rest,
    ...(digest ? { digest } : {}),
    ...(quiet_hours ? { quiet_hours } : {}),
  };
}

function without(wish: RuleWish): RuleWish {
  const { quiet_hours: _, ...rest } = wish;
  return rest;
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function toggled<T>(list: T[], one: T, isOn: boolean): T[] {
  return isOn ? [...list, one] : list.filter((other) => other !== one);
}
