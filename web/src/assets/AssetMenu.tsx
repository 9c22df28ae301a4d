import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { stringifySearch } from '../app/address';
import type { AssetDetail } from '../api/types';
import { inWorkspace } from '../api/workspace';
import { useRefusal } from '../auth/roles';
import { Entry } from '../ui/Entry';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { visible } from '../ui/text';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { assetsApi } from './api';
import { AssetEdit } from './AssetEdit';

/** What can be done with one asset. */
export function AssetMenu({ asset }: { asset: AssetDetail }) {
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayNotDelete = useRefusal('admin');
  const rescanning = useMutation({
    mutationFn: () => assetsApi.rescan(asset.asset_id),
    onSuccess: async ({ scan_id }) => {
      await queries.invalidateQueries({ queryKey: ['scans'] });
      await navigate({ to: '/scans/$scanId', params: { scanId: scan_id } });
    },
  });
  const removing = useMutation({
    mutationFn: () => assetsApi.remove(asset.asset_id),
    onSuccess: async () => {
      await navigate({ to: '/assets', search: {} });
      say(`${visible(asset.asset_value)} was deleted`);
      await Promise.all(['assets', 'findings', 'analytics'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const address = siteOf(asset);
  const close = () => setDialog(undefined);
  return (
    <>
      <RoleButton needs="analyst" size="xs" loading={rescanning.isPending} onClick={() => rescanning.mutate()}>
        Rescan
      </RoleButton>
      <RoleButton needs="analyst" size="xs" variant="default" onClick={() => setDialog('edit')}>
        Edit
      </RoleButton>
      <Menu position="bottom-end" withinPortal={false} width={280}>
        <Menu.Target>
          <Button size="xs" variant="default" aria-label={`More for ${visible(asset.asset_value)}`}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copy(asset.asset_value)}>Copy the name</Menu.Item>
          {address !== undefined && (
            <Menu.Item component="a" href={address} target="_blank" rel="noopener noreferrer nofollow">
              Open in a new tab: contacts the host
            </Menu.Item>
          )}
          <Menu.Item renderRoot={(props: object) => <Link to="/domains" search={{ search: asset.parent_domain }} {...props} />}>
            Schedule of {asset.parent_domain}
          </Menu.Item>
          <Menu.Item renderRoot={(props: object) => <Link to="/map" search={{ domain: asset.parent_domain }} {...props} />}>
            Show {asset.parent_domain} on the map
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>Export</Menu.Label>
          <Menu.Item component="a" href={inWorkspace(assetsApi.evidenceFile(asset.asset_id))} download>
            Evidence, JSON
          </Menu.Item>
          {(['csv', 'sarif'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={inWorkspace(`/api/findings/export${stringifySearch({ format, asset_id: asset.asset_id, state: 'all' })}`)}
              download
            >
              Findings, {format.toUpperCase()}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Entry isDangerous refusal={mayNotDelete?.toLowerCase()} onClick={() => setDialog('delete')}>
            Delete
          </Entry>
        </Menu.Dropdown>
      </Menu>
      {rescanning.error && <Problem error={rescanning.error} />}
      {dialog === 'edit' && <AssetEdit asset={asset} close={close} />}
      {dialog === 'delete' && (
        <TypedConfirm
          title={`Delete ${visible(asset.asset_value)}`}
          word={asset.asset_value}
          action="Delete"
          isBusy={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate()}
          onClose={close}
        >
          The asset goes with its findings. A scan that finds it brings it back.
        </TypedConfirm>
      )}
    </>
  );
}

function copy(text: string) {
  const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard here'));
  copied.then(
    () => say('Copied'),
    () => say('The browser does not let this page copy'),
  );
}

/** Where a browser would go; only what was seen to answer. */
function siteOf(asset: AssetDetail): string | undefined {
  const seen = asset.http_info?.url;
  return seen !== undefined && /^https?:\/\//.test(seen) ? seen : undefined;
}
