import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Config } from '../api/types';
import { beginStay, currentWorkspace } from '../api/workspace';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { AuthFrame } from './AuthFrame';
import { CodeField } from './CodeField';
import { enter } from './enter';
import { NotSetUp } from './NotSetUp';
import { CONFIG, registration, takesPasswords } from './offered';
import { providerHost } from './provider';
import { ProviderSignIn } from './ProviderSignIn';
import { needsCode } from './secondFactor';

/** Sign in, in the way that the service was set up for; leads to the page that was asked for first. */
export function SignInPage() {
  const { data: config, isPending } = useQuery(CONFIG);
  const search: { next?: string; problem?: string } = useSearch({ strict: false });
  const host = config && providerHost(config);
  const hasNoWay = config !== undefined && host === undefined && !takesPasswords(config);
  return (
    <AuthFrame title="Sign in">
      {isPending ? null : host !== undefined ? (
        <ProviderSignIn host={host} page={search.next ?? '/'} problem={search.problem} />
      ) : hasNoWay ? (
        <NotSetUp />
      ) : (
        <PasswordForm config={config} next={search.next} />
      )}
      {config && !hasNoWay && <Registration config={config} next={search.next} />}
    </AuthFrame>
  );
}

/** How one comes to have an account. */
function Registration({ config, next }: { config: Config; next: string | undefined }) {
  return (
    <Text mt="lg" size="sm">
      {registration(config) !== 'open' ? (
        'Accounts are by invitation only: ask an admin of your workspace for a link.'
      ) : providerHost(config) ? (
        'Whoever signs in for the first time gets an account.'
      ) : (
        <>
          No account yet?{' '}
          <Link to="/signup" search={next ? { next } : {}}>
            Sign up
          </Link>
        </>
      )}
    </Text>
  );
}

function PasswordForm({ config, next }: { config: Config | undefined; next: string | undefined }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const navigate = useNavigate();
  const entering = useMutation({
    mutationFn: () => enter(config, email, password, wantsCode ? code : undefined),
    onError: (error) => setWantsCode(wantsCode || needsCode(error)),
    onSuccess: async () => {
      beginStay(currentWorkspace());
      await navigate({ href: next ?? '/' });
    },
  });
  const wrong = fieldErrors(entering.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {!needsCode(entering.error) && <FormProblem error={entering.error} labels={{ email: 'E-mail', password: 'Password' }} />}
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
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong['password']}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        {wantsCode && <CodeField value={code} onChange={setCode} focused />}
        {config && (
          <Text size="sm">
            <Link to="/forgot">Forgot your password?</Link>
          </Text>
        )}
        <Button type="submit" loading={entering.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
