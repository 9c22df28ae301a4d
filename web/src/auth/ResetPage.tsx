import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { accountApi } from '../account/api';
import { ApiError } from '../api/client';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { AuthFrame } from './AuthFrame';
import { linkToken } from './linkToken';
import { NewPassword } from './NewPassword';

/** Where the link of a forgotten password leads. */
export function ResetPage() {
  const [token] = useState(() => linkToken(window.location.hash));
  const [password, setPassword] = useState('');
  const resetting = useMutation({ mutationFn: () => accountApi.reset(token, password) });
  const isOld = resetting.error instanceof ApiError && resetting.error.code === 'TOKEN_LINK_INVALID';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resetting.mutate();
  };
  if (token === '' || isOld) {
    return (
      <AuthFrame title="This link does not work any more">
        <Alert color="yellow">It was used already, has run out, or is not complete.</Alert>
        <Text mt="lg">
          <Link to="/forgot">Ask for a new one</Link>
        </Text>
      </AuthFrame>
    );
  }
  if (resetting.isSuccess) {
    return (
      <AuthFrame title="The password is changed">
        <Text role="status">Wherever you were signed in, you are signed out now.</Text>
        <Text mt="lg">
          <Link to="/signin">Sign in</Link>
        </Text>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Choose a new password">
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={resetting.error} labels={{ password: 'New password' }} />
          <NewPassword
            label="New password"
            name="password"
            email=""
            value={password}
            onChange={setPassword}
            error={fieldErrors(resetting.error)['password']}
          />
          <Button type="submit" loading={resetting.isPending}>
            Set the password
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
