import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import { ApiError } from '../api/client';
import type { Config } from '../api/types';
import { CodeField } from './CodeField';
import { enter } from './enter';
import { useConfig } from './offered';
import { providerHost } from './provider';
import { ProviderAgain } from './ProviderAgain';
import { useMe } from './roles';
import { needsCode } from './secondFactor';
import { useLeave } from './signOut';

/** Asks to sign in over the page when the session has ended; then what was begun goes on, and nothing typed is lost. */
export function SessionEnded({ onEnd }: { onEnd: (isIn: boolean) => void }) {
  const config = useConfig();
  const host = config && providerHost(config);
  const leave = useLeave();
  const goOn = useCallback(() => onEnd(true), [onEnd]);
  const giveUp = () => {
    onEnd(false);
    void leave();
  };
  return (
    <Modal opened onClose={giveUp} title="Your session has ended" withCloseButton={false} closeOnClickOutside={false}>
      {config &&
        (host === undefined ? (
          <PasswordAgain config={config} onIn={goOn} giveUp={giveUp} />
        ) : (
          <ProviderAgain host={host} onIn={goOn} giveUp={giveUp} />
        ))}
    </Modal>
  );
}

function PasswordAgain({ config, onIn, giveUp }: { config: Config; onIn: () => void; giveUp: () => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [problem, setProblem] = useState('');
  const email = useMe()?.email ?? '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await enter(config, email, password, wantsCode ? code : undefined);
      onIn();
    } catch (error) {
      setWantsCode(wantsCode || needsCode(error));
      setProblem(needsCode(error) ? '' : error instanceof ApiError ? error.message : 'This did not work');
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <Text size="sm">Sign in again, and what you were doing goes on.</Text>
        <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          data-autofocus
          label={`Password of ${email}`}
          name="password-again"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={problem || undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        {wantsCode && <CodeField value={code} onChange={setCode} focused />}
        <Group justify="flex-end">
          <Button variant="default" onClick={giveUp}>
            Sign out
          </Button>
          <Button type="submit">Sign in</Button>
        </Group>
      </Stack>
    </form>
  );
}
