import { Menu, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../app/Icon';
import { words } from '../ui/text';
import { workspacesApi } from './api';
import { useEnter, useWorkspace } from './current';

/** Above this many, a field to look for one. */
const MANY = 7;

/** Which workspace this is, and the way into the others. */
export function WorkspaceSwitcher({ isFolded }: { isFolded?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const [search, setSearch] = useState('');
  const current = useWorkspace();
  const enter = useEnter();
  const all = useQuery({
    queryKey: ['workspaces', 'switcher'],
    queryFn: () => workspacesApi.list({ limit: 100, sort: 'name' }),
    enabled: isOpen,
  });
  const name = current?.name ?? '…';
  const found = (all.data?.data ?? []).filter((one) => one.name.toLowerCase().includes(search.toLowerCase()));
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start" width={260} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className="switcher" title={name}>
          <span className="sr-only">Workspace: {isFolded ? name : ''}</span>
          <span className="switcher-mark" aria-hidden="true">
            {name.charAt(0).toUpperCase()}
          </span>
          {!isFolded && (
            <>
              <span className="switcher-name">
                {name}
                <span className="muted switcher-role">{current ? words(current.role) : ''}</span>
              </span>
              <Icon name="down" size={16} />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(all.data?.data.length ?? 0) > MANY && (
          <TextInput
            aria-label="Find a workspace"
            placeholder="Find a workspace"
            size="xs"
            mb={4}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        {!all.data && <Menu.Label>{all.error ? 'They could not be read' : 'Reading…'}</Menu.Label>}
        <div className="switcher-list">
          {found.map((workspace) => (
            <Menu.Item
              key={workspace.workspace_id}
              rightSection={workspace.workspace_id === current?.workspace_id ? <Icon name="check" size={16} /> : undefined}
              onClick={() => {
                if (workspace.workspace_id !== current?.workspace_id) {
                  void enter(workspace.workspace_id);
                }
              }}
            >
              {workspace.name}
              {workspace.status === 'archived' && <span className="muted"> (archived)</span>}
            </Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/workspaces">
          All workspaces
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
