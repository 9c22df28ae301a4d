import { Alert, Stack, Tabs, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Code } from '../ui/Code';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { visible } from '../ui/text';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { type Domain, domainsApi, type ProofMethod } from './api';

/** How to show that a domain is one's own, and what was seen when the proof was looked for. */
export function Ownership({ domain }: { domain: Domain }) {
  const [method, setMethod] = useState<ProofMethod>(domain.verification_method ?? 'dns_txt');
  const queries = useQueryClient();
  const checking = useMutation({
    mutationFn: () => domainsApi.verify(domain.domain_id, method),
    onSuccess: async ({ data }) => {
      if (data.verified) {
        say(`${domain.domain} is shown to be yours`);
      }
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['domain', domain.domain_id] }),
        queries.invalidateQueries({ queryKey: ['domains'] }),
      ]);
    },
  });
  const look = checking.data?.data;
  const { dns_txt, http_file } = domain.challenge;
  return (
    <Panel
      title="Whose it is"
      aside={domain.verified ? <span className="state good">Verified</span> : <span className="state off">Not verified yet</span>}
    >
      <Stack>
        {domain.verified ? (
          <Text>
            Shown to be yours{' '}
            {domain.verified_at && (
              <>
                <Time at={domain.verified_at} />{' '}
              </>
            )}
            by {domain.verification_method === 'http_file' ? 'a file on its web server' : 'a TXT record'}; it and every name below it can
            be scanned actively. The proof is looked for again every 30 days: leave it where it is.
          </Text>
        ) : (
          <Text>Active scans knock on ports and paths, so they are for domains that are yours. One of these shows it:</Text>
        )}
        <Tabs value={method} onChange={(value) => setMethod(value as ProofMethod)}>
          <Tabs.List>
            <Tabs.Tab value="dns_txt">TXT record</Tabs.Tab>
            <Tabs.Tab value="http_file">File</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="dns_txt" pt="md">
            <Stack gap="xs">
              <Text size="sm">Publish a TXT record of this name</Text>
              <Code text={dns_txt.name} what="name of the record" />
              <Text size="sm">with this value. Two resolvers must see it, which takes as long as the zone's answers live.</Text>
              <Code text={dns_txt.value} what="value of the record" />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="http_file" pt="md">
            <Stack gap="xs">
              <Text size="sm">Let your web server answer at this address</Text>
              <Code text={http_file.url} what="address of the file" />
              <Text size="sm">with exactly this and nothing else</Text>
              <Code text={http_file.content} what="content of the file" />
            </Stack>
          </Tabs.Panel>
        </Tabs>
        {checking.error && <Problem error={checking.error} />}
        <div role="status">
          {look && (
            <Alert color={look.verified ? 'green' : 'yellow'} title={look.verified ? 'Found' : 'Not found yet'}>
              {look.verified ? 'The proof is there.' : visible(look.problem ?? 'Nothing more is known.')}{' '}
              <span className="muted">
                Looked <Time at={look.checked_at} />.
              </span>
            </Alert>
          )}
        </div>
        <div>
          <RoleButton needs="analyst" loading={checking.isPending} onClick={() => checking.mutate()}>
            Check now
          </RoleButton>
        </div>
      </Stack>
    </Panel>
  );
}
