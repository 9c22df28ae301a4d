import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/client';
import { NewPassword } from '../auth/NewPassword';
import { useMe } from '../auth/roles';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { Panel } from '../ui/Panel';
import { say } from '../ui/toasts';
import { accountApi } from './api';

/** Changes the password; everywhere else one is signed out then. */
export function PasswordPanel() {
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const email = useMe()?.email ?? '';
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: () => accountApi.changePassword(current, wanted),
    onSuccess: async () => {
      setCurrent('');
      setWanted('');
      await queries.invalidateQueries({ queryKey: ['sessions'] });
      say('The password was changed');
    },
  });
  const wrong = fieldErrors(changing.error);
  const isWrong = changing.error instanceof ApiError && changing.error.code === 'INVALID_CREDENTIALS';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  return (
    <Panel title="Password">
      <form onSubmit={submit} noValidate className="narrow-form">
        <Stack>
          {!isWrong && (
            <FormProblem error={changing.error} labels={{ current_password: 'Current password', new_password: 'New password' }} />
          )}
          {changing.isSuccess && <Alert color="green">Changed. Everywhere else you are signed out.</Alert>}
          <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label="Current password"
            name="current_password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={isWrong ? 'This is not your password' : wrong['current_password']}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the current password' }}
          />
          <NewPassword
            label="New password"
            name="new_password"
            email={email}
            value={wanted}
            onChange={setWanted}
            error={wrong['new_password']}
          />
          <Group>
            <Button type="submit" loading={changing.isPending}>
              Change it
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
