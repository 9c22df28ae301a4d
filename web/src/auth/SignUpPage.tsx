import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, ApiError } from '../api/client';
import { beginStay } from '../api/workspace';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { AuthFrame } from './AuthFrame';
import { signUpAt } from './firebase';
import { NewPassword } from './NewPassword';
import { NotSetUp } from './NotSetUp';
import { registration, takesPasswords, useConfig } from './offered';
import { providerHost } from './provider';
import { ProviderSignIn } from './ProviderSignIn';

/** Make an account; leads to the first steps, or to the page that was asked for first. */
export function SignUpPage() {
  const [password, setPassword] = useState('');
  const [isMailSent, setIsMailSent] = useState(false);
  const search: { next?: string; email?: string } = useSearch({ strict: false });
  const [email, setEmail] = useState(search.email ?? '');
  const navigate = useNavigate();
  const config = useConfig();
  const host = config && providerHost(config);
  const firebase = config?.auth.firebase;
  const isInvited = search.next?.startsWith('/invitations/') === true;
  const registering = useMutation({
    mutationFn: async () => (firebase ? api.loginWith(await signUpAt(firebase, email, password)) : api.register(email, password)),
    onError: (error) => setIsMailSent(error instanceof ApiError && error.code === 'EMAIL_NOT_VERIFIED'), // by Firebase's mail
    onSuccess: async (made) => {
      if (made.data.uid === undefined) {
        setIsMailSent(true); // says the same whether the address was known or not
        return;
      }
      beginStay();
      await navigate({ href: search.next ?? '/start' });
    },
  });
  const wrong = fieldErrors(registering.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    registering.mutate();
  };
  if (isMailSent) {
    return (
      <AuthFrame title="Look into your mail">
        <Text>
          A link was sent to <strong>{email}</strong>. The account can be used once it is followed.
        </Text>
        <Text mt="lg" size="sm">
          <Link to="/signin" search={search.next ? { next: search.next } : {}}>
            Back to signing in
          </Link>
        </Text>
      </AuthFrame>
    );
  }
  if (host !== undefined) {
    return (
      <AuthFrame title="Make an account">
        <Text mb="lg">Your organisation knows you already: signing in for the first time makes the account.</Text>
        <ProviderSignIn host={host} page={search.next ?? '/start'} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Make an account">
      {config && !takesPasswords(config) ? (
        <NotSetUp />
      ) : config && registration(config) !== 'open' && !isInvited ? (
        <Alert color="blue" title="By invitation only">
          Accounts of this service are made by following the link of an invitation. Ask an admin of your workspace for one.
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormProblem error={registering.error} labels={{ email: 'E-mail', password: 'Password' }} />
            <TextInput
              label="E-mail"
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={wrong['email']}
            />
            {firebase ? (
              <PasswordInput
                label="Password"
                name="password"
                autoComplete="new-password"
                required
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              />
            ) : (
              <NewPassword
                label="Password"
                name="password"
                email={email}
                value={password}
                onChange={setPassword}
                error={wrong['password']}
              />
            )}
            <Button type="submit" loading={registering.isPending}>
              Sign up
            </Button>
          </Stack>
        </form>
      )}
      <Text mt="lg" size="sm">
        You have an account?{' '}
        <Link to="/signin" search={search.next ? { next: search.next } : {}}>
          Sign in
        </Link>
      </Text>
    </AuthFrame>
  );
}
