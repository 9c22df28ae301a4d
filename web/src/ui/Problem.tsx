import { Alert, Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client';
import { CopyButton } from './CopyButton';
import { pause, problemOf, type ProblemKind, span } from './problemKind';

const TITLES: Record<ProblemKind['kind'], string> = {
  offline: 'The service cannot be reached',
  busy: 'Too many requests for the moment',
  limit: 'The plan is used up',
  plan: 'Not part of the plan',
  role: 'Not allowed with your role',
  missing: 'There is no such thing here',
  stale: 'Somebody changed it meanwhile',
  failed: 'This did not work',
};

/** What went wrong, in a sentence, with what to quote to the operator; tries again by itself where that may help. */
export function Problem({ error, again }: { error: Error; again?: () => void }) {
  const problem = problemOf(error);
  const known = error instanceof ApiError && error.requestId !== '' ? error : undefined;
  return (
    <Alert color={problem.kind === 'failed' ? 'red' : 'yellow'} title={TITLES[problem.kind]} role="alert" className="problem">
      <Text size="sm">{sentence(problem, error)}</Text>
      {known && (
        <Group gap={6} mt={4}>
          <Text size="xs">
            {known.code}, request <code>{known.requestId}</code>
          </Text>
          <CopyButton size="compact-xs" text={`${known.code} ${known.requestId}`} what="the request's id" />
        </Group>
      )}
      {again && (problem.kind === 'busy' || problem.kind === 'offline') && <Countdown problem={problem} again={again} />}
      {again && (problem.kind === 'failed' || problem.kind === 'stale') && (
        <Button size="xs" mt="sm" variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

function sentence(problem: ProblemKind, error: Error): string {
  switch (problem.kind) {
    case 'role':
      return problem.role === undefined ? error.message : `This needs the ${problem.role} role. Ask an owner of the workspace.`;
    case 'limit':
      return problem.resetsAt === undefined
        ? error.message
        : `${error.message}. It starts anew on ${new Date(problem.resetsAt).toLocaleDateString()}.`;
    case 'plan':
      return `${error.message}. An owner of the workspace can change the plan.`;
    case 'missing':
      return error.message === 'Not found' ? 'It was removed, or belongs to somebody else, or never existed.' : error.message;
    default:
      return error.message;
  }
}

function Countdown({ problem, again }: { problem: ProblemKind; again: () => void }) {
  const tries = useRef(0);
  const [left, setLeft] = useState(problem.kind === 'busy' ? problem.seconds : pause(0));
  const retry = useRef(again);
  retry.current = again;
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) {
      tries.current += 1;
      setLeft(pause(tries.current));
      retry.current();
    }
  }, [left]);
  return (
    <Group gap="sm" mt="sm">
      <Text size="sm" aria-hidden="true">
        Goes on in {span(Math.max(left, 1))}
      </Text>
      <span className="sr-only">Goes on by itself</span>
      <Button size="xs" variant="default" onClick={again}>
        Try now
      </Button>
    </Group>
  );
}
