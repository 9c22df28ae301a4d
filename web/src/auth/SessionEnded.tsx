import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, ApiError } from '../api/client';
import { CodeField } from './CodeField';
import { useMe } from './roles';
import { needsCode } from './secondFactor';
import { useLeave } from './signOut';

/** Asks for the password over the page when the session has ended; then what was begun goes on, and nothing typed is lost. */
export function SessionEnded({ onEnd }: { onEnd: (isIn: boolean) => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [problem, setProblem] = useState('');
  const email = useMe()?.email ?? '';
  const leave = useLeave();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await api.login(email, password, wantsCode ? code : undefined);
      onEnd(true);
    } catch (error) {
      setWantsCode(wantsCode || needsCode(error));
      setProblem(needsCode(error) ? '' : error instanceof ApiError ? error.message : 'This did not work');
    }
  };
  const giveUp = () => {
    onEnd(false);
    void leave();
  };
  return (
    <Modal opened onClose={giveUp} title="Your session has ended" withCloseButton={false} closeOnClickOutside={false}>
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
    </Modal>
  );
}
