import { ActionIcon, type ActionIconProps, Menu, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ComponentPropsWithRef, useRef, useState } from 'react';
import type { AssetRow } from '../api/types';
import { useAway } from '../api/useAway';
import { Icon } from '../app/Icon';
import { useRefusal } from '../auth/roles';
import { Entry } from '../ui/Entry';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { AssetDelete } from './AssetDelete';
import { AssetEdit } from './AssetEdit';
import { AssetEntries } from './AssetEntries';
import { useRescan } from './useRescan';

/** What can be done with one row of the list. The menu itself is made when it is first asked for: lists are long. */
export function AssetRowMenu({ asset }: { asset: AssetRow }) {
  const [isWanted, want] = useState(false);
  return isWanted ? <OpenMenu asset={asset} /> : <More asset={asset} aria-haspopup="menu" onClick={() => want(true)} />;
}

function More({ asset, ...rest }: { asset: AssetRow } & ActionIconProps & Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps>) {
  return (
    <ActionIcon variant="subtle" color="gray" size={32} aria-label={`More for ${visible(asset.asset_value)}`} {...rest}>
      <Icon name="more" />
    </ActionIcon>
  );
}

function OpenMenu({ asset }: { asset: AssetRow }) {
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const button = useRef<HTMLButtonElement>(null);
  const rescanning = useRescan(asset.asset_id);
  const mayNot = useRefusal('analyst');
  const away = useAway();
  const refusal = (mayNot ?? away)?.toLowerCase();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280} defaultOpened onClose={() => button.current?.focus()}>
        <Menu.Target>
          <More asset={asset} ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(props: object) => <Link to="/findings" search={{ asset_id: asset.asset_id }} {...props} />}>
            Open findings
          </Menu.Item>
          <Entry refusal={refusal} onClick={() => rescanning.mutate()}>
            Rescan
          </Entry>
          <Entry refusal={refusal} onClick={() => setDialog('edit')}>
            Edit
          </Entry>
          <AssetEntries asset={asset} onDelete={() => setDialog('delete')} />
        </Menu.Dropdown>
      </Menu>
      {rescanning.error && (
        <Modal opened onClose={rescanning.reset} title={`Rescan ${visible(asset.asset_value)}`} closeButtonProps={{ 'aria-label': 'Close' }}>
          <Problem error={rescanning.error} />
        </Modal>
      )}
      {dialog === 'edit' && <AssetEdit asset={asset} close={close} />}
      {dialog === 'delete' && <AssetDelete asset={asset} close={close} />}
    </>
  );
}
