import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/client';
import { say } from '../ui/toasts';
import { domainsApi } from './api';
import { lines, normalise } from './normalise';

/** What came of one line. */
interface Outcome {
  line: string;
  isAdded: boolean;
  text: string;
}

/** Adds one domain a line, and says for each what came of it. */
export function AddDomains({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const names = lines(text);
  const adding = useMutation({
    mutationFn: async () => {
      const outcomes: Outcome[] = [];
      for (const line of names) {
        outcomes.push(await added(line));
      }
      return outcomes;
    },
    onSuccess: async (outcomes) => {
      await queries.invalidateQueries({ queryKey: ['domains'] });
      const missed = outcomes.filter((outcome) => !outcome.isAdded);
      if (missed.length === 0) {
        say(outcomes.length === 1 ? `${outcomes[0]?.text} was added` : `${outcomes.length} domains were added`);
        onClose();
      }
      setText(missed.map((outcome) => outcome.line).join('\n'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (names.length > 0) {
      adding.mutate();
    }
  };
  return (
    <Modal opened onClose={onClose} title="Add domains" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {adding.data && (
            <div role="status">
              <ul className="plain outcomes">
                {adding.data.map((outcome) => (
                  <li key={outcome.line}>
                    <span className={outcome.isAdded ? 'state good' : 'state bad'}>
                      <span className="mono">{outcome.line}</span>
                    </span>
                    <span className="sub">{outcome.isAdded ? `added as ${outcome.text}` : outcome.text}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Textarea
            data-autofocus
            label="Domains, one a line"
            description="Addresses may be pasted: their host counts"
            placeholder={'example.com\nexample.org'}
            autosize
            minRows={4}
            maxRows={12}
            autoCapitalize="none"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Text size="sm" className="muted" aria-live="polite">
            {names.length === 0 ? 'Nothing is scanned by adding it.' : `${names.length} ${names.length === 1 ? 'domain' : 'domains'}`}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {adding.data ? 'Close' : 'Cancel'}
            </Button>
            <Button type="submit" disabled={names.length === 0} loading={adding.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

async function added(line: string): Promise<Outcome> {
  const read = normalise(line);
  if ('problem' in read) {
    return { line, isAdded: false, text: read.problem };
  }
  try {
    const made = await domainsApi.add(read.name);
    return { line, isAdded: true, text: made.data.domain };
  } catch (error) {
    if (error instanceof ApiError) {
      return { line, isAdded: false, text: error.code === 'RESOURCE_CONFLICT' ? 'is listed already' : error.message };
    }
    throw error;
  }
}
