import { Alert, Button, Checkbox, Fieldset, Group, Modal, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { mayActAs, useMe } from '../auth/roles';
import { Code } from '../ui/Code';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { type ApiToken, tokensApi } from './api';
import { example, PRESETS, SCOPE_GROUPS } from './scopes';

const LIVES = [30, 90, 180, 365];
const DAY_MS = 86_400_000;
/** The service counts from when it hears of it. */
const MARGIN_MS = 60_000;

/** Makes a token and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState(90);
  const queries = useQueryClient();
  const role = useMe()?.role ?? 'viewer';
  const making = useMutation({
    mutationFn: () =>
      tokensApi.create({ name, scopes, expires_at: new Date(Date.now() + days * DAY_MS - MARGIN_MS).toISOString() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const wrong = fieldErrors(making.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  const toggle = (scope: string, isOn: boolean) =>
    setScopes((chosen) => (isOn ? [...chosen, scope] : chosen.filter((other) => other !== scope)));
  if (making.data) {
    return <Made token={making.data.data} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} size="lg" title="New API token" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={making.error} labels={{ name: 'Name', scopes: 'Scopes', expires_at: 'Ends' }} />
          <TextInput
            data-autofocus
            label="Name"
            name="name"
            description="So that you know later what it is for"
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong['name']}
          />
          <Group gap="xs" role="group" aria-label="Presets of scopes">
            <Text size="sm">Choose for</Text>
            {PRESETS.map((preset) => (
              <Button key={preset.name} size="xs" variant="default" onClick={() => setScopes(preset.scopes(role))}>
                {preset.name}
              </Button>
            ))}
            {scopes.length > 0 && (
              <Button size="xs" variant="subtle" onClick={() => setScopes([])}>
                None
              </Button>
            )}
          </Group>
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="sm">
            {SCOPE_GROUPS.map((group) => (
              <Fieldset key={group.group} legend={group.group} p="sm">
                <Stack gap={6}>
                  {group.scopes.map((scope) => {
                    const mayGive = mayActAs(role, scope.least);
                    return (
                      <Checkbox
                        key={scope.scope}
                        name="scopes"
                        label={scope.text}
                        description={mayGive ? scope.scope : `Needs the ${scope.least} role`}
                        disabled={!mayGive}
                        checked={scopes.includes(scope.scope)}
                        onChange={(event) => toggle(scope.scope, event.currentTarget.checked)}
                      />
                    );
                  })}
                </Stack>
              </Fieldset>
            ))}
          </SimpleGrid>
          {wrong['scopes'] && (
            <Text size="sm" c="red">
              Scopes: {wrong['scopes']}
            </Text>
          )}
          <NativeSelect
            label="Ends after"
            name="expires_at"
            maw={200}
            value={days}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
            data={LIVES.map((life) => ({ value: String(life), label: `${life} days` }))}
            error={wrong['expires_at']}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={making.isPending}>
              Make the token
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Closes by its own button only: what is shown here is never shown again. */
function Made({ token, onClose }: { token: ApiToken & { token: string }; onClose: () => void }) {
  const [isStored, setIsStored] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Token ${token.name}`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <Alert color="yellow">This is shown once. Store it where secrets belong, and not in a repository.</Alert>
        <Code text={token.token} what="API token" />
        <Text size="sm">Try it:</Text>
        <Code text={example(window.location.origin, token.token, token.scopes)} what="request with the token" />
        <Checkbox label="I stored it" checked={isStored} onChange={(event) => setIsStored(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button disabled={!isStored} onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
