import { Button, Group, Modal, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { needsReason, type Triage, type TriageAction } from './states';

const LEAST = 3;
const MOST = 1_000;
const DAY_MS = 86_400_000;

interface Props {
  action: TriageAction | undefined;
  count: number;
  close: () => void;
  decide: (triage: Triage) => void;
}

/** Asks for the reason of a decision, and until when it holds. */
export function TriageDialog({ action, count, close, decide }: Props) {
  return (
    <Modal
      opened={action !== undefined && needsReason(action.state)}
      onClose={close}
      title={action?.label}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {action && <Form key={action.state} action={action} count={count} close={close} decide={decide} />}
    </Modal>
  );
}

function Form({ action, count, close, decide }: Props & { action: TriageAction }) {
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [isTried, setTried] = useState(false);
  const text = reason.trim();
  const problem = text.length < LEAST ? `Say why, in at least ${LEAST} characters` : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem) {
      decide({
        state: action.state,
        reason: text,
        ...(until === '' ? {} : { accepted_until: new Date(`${until}T00:00:00Z`).toISOString() }),
      });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">
          {count === 1 ? 'For this finding.' : `For ${count.toLocaleString('en')} findings, with the same reason.`}{' '}
          {action.state === 'accepted'
            ? 'Accepted findings leave the list and the counts until the day given, or until somebody opens them again.'
            : 'It leaves the list and the counts, also when scans see it again.'}
        </Text>
        <Textarea
          label="Reason"
          description="Kept in the history, with your name"
          required
          data-autofocus
          autosize
          minRows={3}
          maxLength={MOST}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried ? problem : undefined}
        />
        {action.state === 'accepted' && (
          <TextInput
            label="Until (UTC)"
            description="Empty: for good. At most two years"
            type="date"
            min={dayIn(1)}
            max={dayIn(730)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit">{action.label}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
