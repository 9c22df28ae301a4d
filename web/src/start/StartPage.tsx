import { Alert, Button, Group, Radio, Stack, Stepper, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, ApiError } from '../api/client';
import type { ScanMode } from '../api/types';
import { normalise } from '../domains/normalise';
import { MODE_TEXTS } from '../help/modes';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { Proof } from './Proof';
import { Watch } from './Watch';

export interface StartSearch {
  domain?: string;
  scan?: string;
}

/**
 * The first steps in a new workspace: which domain, how far to go, watching it work. All of it is in the address, so that
 * it can be left and taken up again.
 */
export function StartPage() {
  const { domain, scan }: StartSearch = useSearch({ strict: false });
  const step = scan ? 2 : domain ? 1 : 0;
  return (
    <>
      <PageHead title="First steps">
        <Button component={Link} to="/" variant="default">
          {scan ? 'To the overview' : 'Do this later'}
        </Button>
      </PageHead>
      <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false} component="div" className="steps">
        <Stepper.Step label="Domain" />
        <Stepper.Step label="What may we do" />
        <Stepper.Step label="Watch it work" />
      </Stepper>
      {step === 0 && <WhichDomain />}
      {step === 1 && <HowFar domain={domain ?? ''} />}
      {step === 2 && <Watch scanId={scan ?? ''} />}
    </>
  );
}

function WhichDomain() {
  const [text, setText] = useState('');
  const [isSent, setIsSent] = useState(false);
  const navigate = useNavigate();
  const read = normalise(text);
  const problem = 'problem' in read && (isSent || text.includes('.')) ? read.problem : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if ('name' in read) {
      void navigate({ to: '/start', search: { domain: read.name } });
    }
  };
  return (
    <form onSubmit={submit} noValidate className="panel narrow-form">
      <Stack>
        <TextInput
          label="Which domain is yours to look after?"
          description="Its hosts are found and looked at from outside"
          name="domain"
          placeholder="example.com"
          size="md"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={problem}
        />
        <Text size="sm" aria-live="polite" mih={21}>
          {'name' in read && read.name !== text && (
            <>
              Taken as <strong className="mono">{read.name}</strong>
            </>
          )}
        </Text>
        <Group>
          <Button type="submit">Next</Button>
        </Group>
      </Stack>
    </form>
  );
}

function HowFar({ domain }: { domain: string }) {
  const [mode, setMode] = useState<ScanMode>('standard');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isProven, setProven] = useState(false);
  const first = useRef<HTMLDivElement>(null);
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const needsProof = config?.require_ownership !== false;
  const starting = useMutation({
    mutationFn: () => api.startScan(domain, mode, true),
    onSuccess: async (started) => {
      await queries.invalidateQueries({ queryKey: ['scans'] });
      await navigate({ to: '/start', search: { scan: started.scan_id } });
    },
  });
  useEffect(() => first.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const running = starting.error instanceof ApiError ? starting.error.extras['scan_id'] : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    starting.mutate();
  };
  return (
    <form onSubmit={submit} className="panel narrow-form">
      <Stack>
        {typeof running === 'string' && (
          <Alert color="yellow" role="alert">
            This domain is being scanned already.{' '}
            <Link to="/start" search={{ scan: running }}>
              Watch that scan
            </Link>
          </Alert>
        )}
        {starting.error && running === undefined && <Problem error={starting.error} />}
        <Radio.Group
          ref={first}
          label={
            <>
              What may be done to <span className="mono">{domain}</span>?
            </>
          }
          value={mode}
          onChange={(value) => setMode(value as ScanMode)}
        >
          <Stack gap="sm" mt="xs">
            {MODE_TEXTS.map((choice) => (
              <Radio
                key={choice.mode}
                value={choice.mode}
                label={choice.label}
                description={choice.short}
              />
            ))}
          </Stack>
        </Radio.Group>
        {needsProof && mode === 'active' && <Proof domain={domain} onProof={setProven} />}
        {needsProof && mode !== 'active' && (
          <Text size="sm" c="dimmed">
            Active needs proof that the domain is yours: choose it to give the proof now, or begin with another mode and give it when it
            suits you.
          </Text>
        )}
        <Group>
          <Button type="submit" loading={starting.isPending} disabled={mode === 'active' && needsProof && !isProven}>
            Start
          </Button>
          <Button variant="default" component={Link} to="/start">
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
