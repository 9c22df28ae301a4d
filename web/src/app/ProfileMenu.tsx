import { ActionIcon, Menu, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../auth/roles';
import { useSignOut } from '../auth/signOut';
import { Icon } from './Icon';
import { prefer, usePreferences } from './preferences';
import { keepInAccount } from '../account/keep';

export const THEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: "The system's colours" },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Who is signed in, how the app looks, the way out. */
export function ProfileMenu({ onKeys }: { onKeys: () => void }) {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density } = usePreferences();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" withinPortal={false} width={240} alignItemsLabels="all">
      <Menu.Target>
        <ActionIcon variant="default" size={36} radius="xl" aria-label="Your account">
          <span aria-hidden="true">{(me?.display_name ?? me?.email ?? '?').charAt(0).toUpperCase()}</span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="menu-who">
          {me?.display_name && <strong>{me.display_name}</strong>}
          <span className="muted">{me?.email}</span>
        </div>
        <Menu.Divider />
        {THEMES.map((theme) => (
          <Menu.RadioItem
            key={theme.value}
            value={theme.value}
            checked={colorScheme === theme.value}
            onChange={() => {
              setColorScheme(theme.value);
              keepInAccount({ theme: theme.value === 'auto' ? 'system' : theme.value });
            }}
          >
            {theme.label}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={density === 'compact'}
          onChange={() => {
            const chosen = density === 'compact' ? 'comfortable' : 'compact';
            prefer({ density: chosen });
            keepInAccount({ density: chosen });
          }}
        >
          Compact rows
        </Menu.CheckboxItem>
        <Menu.Item leftSection={<Icon name="help" size={16} />} onClick={onKeys}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/profile" leftSection={<Icon name="profile" size={16} />}>
          Profile
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<span className="no-icon" />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
