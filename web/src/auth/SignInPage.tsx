import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { api, ApiError } from '../api/client';

/** Sign in, or make an account; both lead to the page that was asked for first. */
export function SignInPage({ kind }: { kind: 'signin' | 'signup' }) {
  const isNew = kind === 'signup';
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const search: { next?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(() => {
    document.title = isNew ? 'Sign up · ReconAI' : 'Sign in · ReconAI';
  }, [isNew]);
  const entering = useMutation({
    mutationFn: () => (isNew ? api.register(email, password) : api.login(email, password)),
    onSuccess: async () => {
      queries.clear();
      await navigate({ href: search.next ?? '/' });
    },
  });
  const problem = entering.error instanceof ApiError ? entering.error : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <div className="sign-in">
      <section className="pitch" aria-label="What this is">
        <img src="/favicon.svg" alt="" width={48} height={48} />
        <Text fz={34} fw={700}>
          ReconAI
        </Text>
        <Text fz="lg">Automated Intelligence, Proactive Security.</Text>
        <Text>Finds every host that belongs to a domain, and looks at each from outside.</Text>
        <Text>Says what is wrong and shows the evidence.</Text>
        <Text>Ranks it by a score that explains itself.</Text>
      </section>
      <main className="form">
        <Title order={1} size={24} mb="lg">
          {isNew ? 'Make an account' : 'Sign in'}
        </Title>
        <form onSubmit={submit} noValidate>
          <Stack>
            {problem && Object.keys(problem.fields).length === 0 && (
              <Alert color="red" role="alert">
                {problem.message}
              </Alert>
            )}
            <TextInput
              label="E-mail"
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={problem?.fields['email']}
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete={isNew ? 'new-password' : 'current-password'}
              description={isNew ? 'At least 12 characters; a sentence is good' : undefined}
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={problem?.fields['password']}
              visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            />
            <Button type="submit" loading={entering.isPending}>
              {isNew ? 'Sign up' : 'Sign in'}
            </Button>
          </Stack>
        </form>
        <Text mt="lg" size="sm">
          {isNew ? 'You have an account? ' : 'No account yet? '}
          <Link to={isNew ? '/signin' : '/signup'} search={search}>
            {isNew ? 'Sign in' : 'Sign up'}
          </Link>
        </Text>
      </main>
    </div>
  );
}
