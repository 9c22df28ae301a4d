import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AssetDetail } from '../api/types';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { visible } from '../ui/text';
import { AssetDelete } from './AssetDelete';
import { AssetEdit } from './AssetEdit';
import { AssetEntries } from './AssetEntries';
import { useRescan } from './useRescan';

/** What can be done with the asset of a page. */
export function AssetMenu({ asset }: { asset: AssetDetail }) {
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const navigate = useNavigate();
  const rescanning = useRescan(asset.asset_id);
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
          {address !== undefined && (
            <Menu.Item component="a" href={address} target="_blank" rel="noopener noreferrer nofollow">
              Open in a new tab: contacts the host
            </Menu.Item>
          )}
          <AssetEntries asset={asset} onDelete={() => setDialog('delete')} />
        </Menu.Dropdown>
      </Menu>
      {rescanning.error && <Problem error={rescanning.error} />}
      {dialog === 'edit' && <AssetEdit asset={asset} close={close} />}
      {dialog === 'delete' && <AssetDelete asset={asset} close={close} done={() => navigate({ to: '/assets', search: {} })} />}
    </>
  );
}

/** Where a browser would go; only what was seen to answer. */
function siteOf(asset: AssetDetail): string | undefined {
  const seen = asset.http_info?.url;
  return seen !== undefined && /^https?:\/\//.test(seen) ? seen : undefined;
}
