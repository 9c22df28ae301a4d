import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../api/client';
import { type Domain, domainsApi } from '../domains/api';
import { Ownership } from '../domains/Ownership';
import { covers } from '../scans/covers';
import { Problem } from '../ui/Problem';

/** The proof that a domain is one's own, given before its first scan: it is added to the workspace for that. */
export function Proof({ domain, onProof }: { domain: string; onProof: (isProven: boolean) => void }) {
  const proven = useQuery({
    queryKey: ['domains', 'proven'],
    queryFn: () => domainsApi.list({ verified: 'true', limit: 100 }),
  });
  const isProven = covers((proven.data?.data ?? []).map((one) => one.domain), domain);
  const listed = useQuery({
    queryKey: ['domains', 'to prove', domain],
    queryFn: () => added(domain),
    enabled: proven.data !== undefined && !isProven,
  });
  useEffect(() => onProof(isProven), [isProven, onProof]);
  const error = proven.error ?? listed.error;
  if (error) {
    return <Problem error={error} again={() => void (proven.error ? proven.refetch() : listed.refetch())} />;
  }
  if (isProven) {
    return (
      <Text size="sm">
        <span className="mono">{domain}</span> is shown to be yours.
      </Text>
    );
  }
  return listed.data ? <Ownership domain={listed.data} /> : <Skeleton h={240} />;
}

/** The domain as the workspace lists it, from now on if it did not. */
async function added(domain: string): Promise<Domain> {
  const known = await find(domain);
  if (known) {
    return known;
  }
  try {
    return (await domainsApi.add(domain)).data;
  } catch (refused) {
    const listed = refused instanceof ApiError && refused.status === 409 ? await find(domain) : undefined;
    if (listed) {
      return listed; // somebody else was quicker
    }
    throw refused;
  }
}

async function find(domain: string): Promise<Domain | undefined> {
  return (await domainsApi.list({ search: domain, limit: 100 })).data.find((one) => one.domain === domain);
}
