import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { inWorkspace } from '../api/workspace';
import { stringifySearch } from '../app/address';
import { useRefusal } from '../auth/roles';
import { Entry } from '../ui/Entry';
import { say } from '../ui/toasts';
import { assetsApi } from './api';
import type { Named } from './AssetEdit';

/** What the menus of an asset have in common: of its page and of its row in the list. */
export function AssetEntries({ asset, onDelete }: { asset: Named; onDelete: () => void }) {
  const mayNotDelete = useRefusal('admin');
  return (
    <>
      <Menu.Item onClick={() => copy(asset.asset_value)}>Copy the name</Menu.Item>
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
      <Entry isDangerous refusal={mayNotDelete?.toLowerCase()} onClick={onDelete}>
        Delete
      </Entry>
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
