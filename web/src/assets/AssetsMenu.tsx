import { Button, Menu, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAway } from '../api/useAway';
import { useRefusal } from '../auth/roles';
import { Entry } from '../ui/Entry';
import { Problem } from '../ui/Problem';
import { plural } from '../ui/text';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { assetsApi } from './api';

/** What can be done with all assets at once. @param domain that the list is narrowed down to, where it is exactly one */
export function AssetsMenu({ domain }: { domain: string | undefined }) {
  const [clearing, clear] = useState<{ domain: string | undefined }>();
  const mayNot = useRefusal('admin');
  const away = useAway();
  const refusal = mayNot ?? away;
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} width={280}>
        <Menu.Target>
          <Button variant="default" size="sm" aria-label="More for all assets">
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {domain !== undefined && (
            <Entry isDangerous refusal={refusal?.toLowerCase()} onClick={() => clear({ domain })}>
              Clear the records of {domain}
            </Entry>
          )}
          <Entry isDangerous refusal={refusal?.toLowerCase()} onClick={() => clear({ domain: undefined })}>
            Clear all records
          </Entry>
        </Menu.Dropdown>
      </Menu>
      {clearing && <ClearRecords domain={clearing.domain} close={() => clear(undefined)} />}
    </>
  );
}

function ClearRecords({ domain, close }: { domain: string | undefined; close: () => void }) {
  const queries = useQueryClient();
  const count = useQuery({
    queryKey: ['assets', 'to clear', domain],
    queryFn: () => assetsApi.count(domain === undefined ? {} : { parent_domain: domain }),
    staleTime: 0,
  });
  const clearing = useMutation({
    mutationFn: () => assetsApi.clear(domain),
    onSuccess: async (cleared) => {
      say(`${plural(cleared, 'asset')} cleared`);
      close();
      await Promise.all(
        ['assets', 'asset', 'findings', 'domains', 'analytics'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  const title = domain === undefined ? 'Clear all records' : `Clear the records of ${domain}`;
  return (
    <TypedConfirm
      title={title}
      word={count.data === undefined ? '…' : String(count.data)}
      action="Clear"
      isBusy={clearing.isPending || count.data === undefined}
      error={clearing.error}
      onConfirm={() => clearing.mutate()}
      onClose={close}
    >
      {count.error && <Problem error={count.error} again={() => void count.refetch()} />}
      {count.data === undefined && !count.error && <Skeleton h={40} />}
      {count.data !== undefined &&
        `${plural(count.data, 'asset')} of ${domain ?? 'the whole workspace'} and their findings are deleted, whatever the filters show. Scans stay, and a scan that finds an asset brings it back.`}
    </TypedConfirm>
  );
}
