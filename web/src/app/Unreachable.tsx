import { Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';

/** When not even who is signed in can be found out. */
export function Unreachable({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Container component="main" py="xl">
      <PageHead title="The service does not answer" />
      <Problem error={error instanceof Error ? error : new Error(String(error))} again={() => void router.invalidate()} />
    </Container>
  );
}
