import { Alert, Checkbox, Group, NativeSelect, Radio, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, ApiError } from '../api/client';
import type { Profile, ScanMode } from '../api/types';
import { useMe } from '../auth/roles';
import { PlanLimit } from '../billing/PlanLimit';
import { domainsApi } from '../domains/api';
import { lines, normalise } from '../domains/normalise';
import { MODE_TEXTS } from '../help/modes';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { plural } from '../ui/text';
import { say } from '../ui/toasts';
import { type ScanWish, scansApi } from './api';
import { covers } from './covers';

const TYPING_MS = 300;

const PORTS = [
  { value: 'top-100', label: 'The 100 most used' },
  { value: 'top-1000', label: 'The 1,000 most used' },
  { value: 'own', label: 'These' },
];

/** Which domains, and how far to go. */
export function NewScanPage() {
  const { domain: given }: { domain?: string } = useSearch({ strict: false });
  const [text, setText] = useState(given ?? '');
  const [isSeveral, setSeveral] = useState(false);
  const [mode, setMode] = useState<ScanMode>('standard');
  const [subdomains, setSubdomains] = useState(true);
  const [ports, setPorts] = useState('top-100');
  const [ownPorts, setOwnPorts] = useState('');
  const [bruteForce, setBruteForce] = useState(true);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const me = useMe();
  const names = isSeveral ? lines(text) : [text.trim()];
  const proof = useProof(names);
  const wish = (domain: string): ScanWish => ({
    domain,
    mode,
    scan_subdomains: subdomains,
    ...(mode === 'active' ? { ports: ports === 'own' ? ownPorts.trim() : ports, brute_force: bruteForce } : {}),
  });
  const start = useMutation({
    mutationFn: async () => {
      const started: string[] = [];
      for (const name of names) {
        try {
          started.push((await scansApi.start(wish(name))).scan_id);
        } catch (refused) {
          setText(names.slice(started.length).join('\n')); // what is begun is not begun twice
          throw refused;
        }
      }
      return started;
    },
    onSuccess: async (started) => {
      const [only] = started;
      if (started.length > 1) {
        say(`${plural(started.length, 'scan')} started`);
      }
      await (started.length === 1 && only !== undefined
        ? navigate({ to: '/scans/$scanId', params: { scanId: only } })
        : navigate({ to: '/scans', search: {} }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['scans'] }),
  });
  const problem = start.error instanceof ApiError ? start.error : undefined;
  const running = problem?.code === 'SCAN_IN_PROGRESS' ? String(problem.extras['scan_id']) : undefined;
  const isAboutDomain = problem !== undefined && (problem.code === 'INVALID_DOMAIN' || problem.fields['domain'] !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (names.length > 0) {
      start.mutate();
    }
  };
  const field = {
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    required: true,
    value: text,
    error: isAboutDomain ? `${isSeveral ? `${names[0]}: ` : ''}${problem.message}` : undefined,
  };
  return (
    <>
      <PageHead title="New scan" />
      <form onSubmit={submit} noValidate style={{ maxWidth: 640 }} className="panel">
        <Stack>
          {isSeveral ? (
            <Textarea
              label="Domains, one a line"
              name="domains"
              autosize
              minRows={3}
              maxRows={12}
              {...field}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              label="Domain"
              description="Such as example.com, without https://"
              name="domain"
              {...field}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <PlanLimit error={start.error} onClose={() => start.reset()} />
          {running && (
            <Alert color="yellow" role="alert">
              {isSeveral ? names[0] : 'This domain'} is being scanned already.{' '}
              <Link to="/scans/$scanId" params={{ scanId: running }}>
                Watch that scan
              </Link>
            </Alert>
          )}
          <Group gap="lg">
            <Checkbox label="Several domains" checked={isSeveral} onChange={(event) => setSeveral(event.currentTarget.checked)} />
            <Checkbox label="Names below it too" checked={subdomains} onChange={(event) => setSubdomains(event.currentTarget.checked)} />
          </Group>
          <Radio.Group label="How far to go" value={mode} onChange={(value) => setMode(value as ScanMode)}>
            <Stack gap="sm" mt="xs">
              {MODE_TEXTS.map((choice) => (
                <Radio
                  key={choice.mode}
                  value={choice.mode}
                  label={choice.label}
                  description={choice.short}
                  disabled={choice.mode === 'active' && proof.missing !== undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          {proof.missing !== undefined && (
            <Text size="sm" c="dimmed">
              {proof.missing === '' ? 'Active scans need proof that the domain is yours.' : `Active scans need proof that ${proof.missing} is yours.`}{' '}
              <Link to="/domains" search={proof.missing === '' ? {} : { search: proof.missing }}>
                Prove it under Domains
              </Link>
            </Text>
          )}
          {mode === 'active' && (
            <>
              <NativeSelect label="Ports" data={PORTS} value={ports} onChange={(event) => setPorts(event.currentTarget.value)} />
              {ports === 'own' && (
                <TextInput
                  label="Which ports"
                  description="Numbers and ranges, such as 22,80,8000-8100"
                  required
                  value={ownPorts}
                  error={problem?.fields['ports']}
                  onChange={(event) => setOwnPorts(event.currentTarget.value)}
                />
              )}
              <Checkbox
                label="Try names of a word list"
                checked={bruteForce}
                onChange={(event) => setBruteForce(event.currentTarget.checked)}
              />
            </>
          )}
          {problem !== undefined && problem.status !== 402 && !isAboutDomain && running === undefined && problem.fields['ports'] === undefined && (
            <Problem error={problem} again={() => start.mutate()} />
          )}
          <Group>
            <RoleButton needs="analyst" type="submit" loading={start.isPending}>
              Start the scan
            </RoleButton>
            <Text size="sm" c="dimmed">
              {cost(me, names.length)}
            </Text>
          </Group>
        </Stack>
      </form>
    </>
  );
}

/** For which of the names an active scan would be refused; undefined where for none. */
function useProof(names: readonly string[]): { missing: string | undefined } {
  const [settled] = useDebouncedValue(names.join('\n'), TYPING_MS);
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const isNeeded = config?.require_ownership !== false;
  const proven = useQuery({
    queryKey: ['domains', 'proven'],
    queryFn: () => domainsApi.list({ verified: 'true', limit: 100 }),
    enabled: isNeeded,
  });
  if (!isNeeded) {
    return { missing: undefined };
  }
  const read = settled.split('\n').map(normalise);
  const known = (proven.data?.data ?? []).map((one) => one.domain);
  for (const one of read) {
    if (!('name' in one)) {
      return { missing: '' };
    }
    if (!covers(known, one.name)) {
      return { missing: one.name };
    }
  }
  return { missing: undefined };
}

function cost(me: Profile | undefined, count: number): string {
  if (!me || me.scan_credits_limit === null) {
    return '';
  }
  const left = Math.max(0, me.scan_credits_limit - me.scan_credits_used);
  return `Takes ${count} of ${plural(left, 'scan credit')} left`;
}
