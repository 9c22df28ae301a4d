import { Alert, Button, Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, ApiError } from '../api/client';
import type { ScanMode } from '../api/types';
import { PageHead } from '../ui/PageHead';

const MODES: { value: ScanMode; label: string; description: string }[] = [
  { value: 'passive', label: 'Passive', description: 'Asks third parties and DNS resolvers; sends nothing to the target.' },
  { value: 'standard', label: 'Standard', description: 'Also does what a browser would: TLS and HTTP on ports 80 and 443.' },
  {
    value: 'active',
    label: 'Active',
    description: 'Also tries names, ports, usual paths and zone transfers. Only for domains that are yours.',
  },
];

/** Which domain, and how far to go. */
export function NewScanPage() {
  const [domain, setDomain] = useState('');
  const [mode, setMode] = useState<ScanMode>('standard');
  const [subdomains, setSubdomains] = useState(true);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity });
  const start = useMutation({
    mutationFn: () => api.startScan(domain.trim(), mode, subdomains),
    onSuccess: async (started) => {
      await queries.invalidateQueries({ queryKey: ['scans'] });
      await navigate({ to: '/scans/$scanId', params: { scanId: started.scan_id } });
    },
  });
  const problem = start.error instanceof ApiError ? start.error : undefined;
  const running = problem?.code === 'SCAN_IN_PROGRESS' ? String(problem.extras['scan_id']) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <>
      <PageHead title="New scan" />
      <form onSubmit={submit} noValidate style={{ maxWidth: 640 }} className="panel">
        <Stack>
          <TextInput
            label="Domain"
            description="Such as example.com, without https://"
            name="domain"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={domain}
            onChange={(event) => setDomain(event.currentTarget.value)}
            error={problem && !running ? problem.message : undefined}
          />
          {running && (
            <Alert color="yellow" role="alert">
              This domain is being scanned already.{' '}
              <Link to="/scans/$scanId" params={{ scanId: running }}>
                Watch that scan
              </Link>
            </Alert>
          )}
          <Checkbox
            label="Names below it too"
            checked={subdomains}
            onChange={(event) => setSubdomains(event.currentTarget.checked)}
          />
          <Radio.Group label="How far to go" value={mode} onChange={(value) => setMode(value as ScanMode)}>
            <Stack gap="sm" mt="xs">
              {MODES.map((choice) => (
                <Radio
                  key={choice.value}
                  {...choice}
                  disabled={choice.value === 'active' && config.data?.require_ownership === true}
                />
              ))}
            </Stack>
          </Radio.Group>
          {config.data?.require_ownership && (
            <Text size="sm" c="dimmed">
              Active scans need proof that the domain is yours; this server cannot check it yet. On a machine of your own, the command
              line scans actively.
            </Text>
          )}
          <Button type="submit" loading={start.isPending}>
            Start the scan
          </Button>
        </Stack>
      </form>
    </>
  );
}
