import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { accountApi } from '../account/api';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { AuthFrame } from './AuthFrame';
import { forgetAt } from './firebase';
import { NotSetUp } from './NotSetUp';
import { takesPasswords, useConfig } from './offered';
import { providerHost } from './provider';

/** Asks for a link to choose a new password. The answer is the same whether there is such an account or not. */
export function ForgotPage() {
  const [email, setEmail] = useState('');
  const config = useConfig();
  const host = config && providerHost(config);
  const firebase = config?.auth.firebase;
  const asking = useMutation({ mutationFn: () => (firebase ? forgetAt(firebase, email) : accountApi.forgot(email)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  if (host !== undefined) {
    return (
      <AuthFrame title="Choose a new password">
        <Text>
          Your password is kept by your organisation, at <strong>{host}</strong>: choose a new one there.
        </Text>
        <Text mt="lg" size="sm">
          <Link to="/signin">Back to signing in</Link>
        </Text>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Choose a new password">
      {config && !takesPasswords(config) ? (
        <NotSetUp />
      ) : asking.isSuccess ? (
        <Text role="status">
          If there is an account with the address <strong>{email}</strong>, a mail with a link is on its way. The link works once
          and for a short time. If none comes, ask whoever runs this service whether it can send mail.
        </Text>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormProblem error={asking.error} labels={{ email: 'E-mail' }} />
            <TextInput
              label="E-mail"
              description="A link to choose a new password is sent to it"
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={fieldErrors(asking.error)['email']}
            />
            <Button type="submit" loading={asking.isPending}>
              Send the link
            </Button>
          </Stack>
        </form>
      )}
      <Text mt="lg" size="sm">
        <Link to="/signin">Back to signing in</Link>
      </Text>
    </AuthFrame>
  );
}
