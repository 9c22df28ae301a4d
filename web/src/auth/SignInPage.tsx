import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { api } from '../api/client';
import { beginStay, currentWorkspace } from '../api/workspace';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { AuthFrame } from './AuthFrame';
import { CodeField } from './CodeField';
import { hasPasswords, registration } from './offered';
import { needsCode } from './secondFactor';

/** Sign in; leads to the page that was asked for first. */
export function SignInPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const search: { next?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const entering = useMutation({
    mutationFn: () => api.login(email, password, wantsCode ? code : undefined),
    onError: (error) => setWantsCode(wantsCode || needsCode(error)),
    onSuccess: async () => {
      beginStay(currentWorkspace());
      await navigate({ href: search.next ?? '/' });
    },
  });
  const wrong = fieldErrors(entering.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <AuthFrame title="Sign in">
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
          {config && hasPasswords(config) && (
            <Text size="sm">
              <Link to="/forgot">Forgot your password?</Link>
            </Text>
          )}
          <Button type="submit" loading={entering.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
      {config && (
        <Text mt="lg" size="sm">
          {registration(config) === 'open' ? (
            <>
              No account yet?{' '}
              <Link to="/signup" search={search}>
                Sign up
              </Link>
            </>
          ) : (
            'Accounts are by invitation only: ask an admin of your workspace for a link.'
          )}
        </Text>
      )}
    </AuthFrame>
  );
}
