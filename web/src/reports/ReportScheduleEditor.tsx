import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '../auth/roles';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { say } from '../ui/toasts';
import { type ReportSchedule, type ReportScheduleWish, reportsApi } from './api';
import { sentence } from './words';

const LABELS = {
  name: 'Name',
  at: 'At',
  time_zone: 'Time zone',
  domains: 'Domains',
  recipients: 'To',
};

/** When a report comes, as what, and to whom. */
export function ReportScheduleEditor({
  schedule,
  onClose,
}: {
  schedule: ReportSchedule | undefined;
  onClose: () => void;
}) {
  const me = useMe();
  const [wish, setWish] = useState<ReportScheduleWish>(() => ({
    name: schedule?.name ?? '',
    every: schedule?.every ?? 'weekly',
    at: schedule?.at ?? '08:00',
    time_zone: schedule?.time_zone ?? me?.preferences.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    format: schedule?.format ?? 'pdf',
    domains: schedule?.domains ?? [],
    recipients: schedule?.recipients ?? (me ? [me.email] : []),
  }));
  const [domains, setDomains] = useState(wish.domains.join(', '));
  const [recipients, setRecipients] = useState(wish.recipients.join(', '));
  const queries = useQueryClient();
  const change = (part: Partial<ReportScheduleWish>) => setWish((before) => ({ ...before, ...part }));
  const whole: ReportScheduleWish = { ...wish, domains: parts(domains), recipients: parts(recipients) };
  const saving = useMutation({
    mutationFn: () => (schedule ? reportsApi.change(schedule.schedule_id, whole) : reportsApi.add(whole)),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ['report-schedules'] });
      say(`${data.name} was ${schedule ? 'changed' : 'added'}`);
      onClose();
    },
  });
  const wrong = fieldErrors(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={schedule ? `Edit ${schedule.name}` : 'New report by mail'}
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
          <Group align="flex-end">
            <NativeSelect
              label="Comes"
              name="every"
              value={wish.every}
              onChange={(event) => change({ every: event.currentTarget.value as ReportSchedule['every'] })}
              data={[
                { value: 'weekly', label: 'Every Monday' },
                { value: 'monthly', label: 'On the first of each month' },
              ]}
            />
            <TextInput
              label="At"
              type="time"
              name="at"
              value={wish.at}
              onChange={(event) => change({ at: event.currentTarget.value })}
              error={wrong['at']}
            />
            <TextInput
              label="Time zone"
              name="time_zone"
              value={wish.time_zone}
              onChange={(event) => change({ time_zone: event.currentTarget.value })}
              error={wrong['time_zone']}
            />
            <NativeSelect
              label="As"
              name="format"
              value={wish.format}
              onChange={(event) => change({ format: event.currentTarget.value as ReportSchedule['format'] })}
              data={[
                { value: 'pdf', label: 'PDF' },
                { value: 'html', label: 'HTML' },
              ]}
            />
          </Group>
          <TextInput
            label="On the domains"
            name="domains"
            placeholder="the whole workspace"
            description="Separated by commas"
            autoComplete="off"
            value={domains}
            onChange={(event) => setDomains(event.currentTarget.value)}
            error={wrong['domains']}
          />
          <TextInput
            label="To"
            name="recipients"
            description="Addresses of members, separated by commas"
            autoComplete="off"
            value={recipients}
            onChange={(event) => setRecipients(event.currentTarget.value)}
            error={wrong['recipients']}
          />
          <Text role="status">{sentence(whole)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {schedule ? 'Save' : 'Add the schedule'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
