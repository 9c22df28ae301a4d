import { Group, NativeSelect, Radio, Stack, Switch, useMantineColorScheme } from '@mantine/core';
import { prefer, usePreferences } from '../app/preferences';
import { THEMES } from '../app/ProfileMenu';
import { hasPasswords, useConfig } from '../auth/offered';
import { useMe } from '../auth/roles';
import { PageHead } from '../ui/PageHead';
import { Panel } from '../ui/Panel';
import { keepInAccount } from './keep';
import { OwnData } from './OwnData';
import { PasswordPanel } from './PasswordPanel';
import { Person } from './Person';
import { RemoveAccount } from './RemoveAccount';
import { SecondFactorPanel } from './SecondFactorPanel';
import { Sessions } from './Sessions';

/** The person: name, how the app looks, password, where one is signed in. */
export function ProfilePage() {
  const me = useMe();
  const config = useConfig();
  const areOurs = config && hasPasswords(config);
  return (
    <div className="stack">
      <PageHead title="Profile" />
      {me && <Person me={me} />}
      <Looks />
      {areOurs && <PasswordPanel />}
      {areOurs && <SecondFactorPanel />}
      <Sessions />
      <OwnData />
      {me && <RemoveAccount email={me.email} />}
    </div>
  );
}

/** How the app looks and listens on this device. */
function Looks() {
  const { density, singleKeys, timeZone } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Panel title="Looks">
      <Stack className="narrow-form">
        <Radio.Group
          label="Theme"
          value={colorScheme}
          onChange={(value) => {
            const theme = value as typeof colorScheme;
            setColorScheme(theme);
            keepInAccount({ theme: theme === 'auto' ? 'system' : theme });
          }}
        >
          <Group mt="xs">
            {THEMES.map((theme) => (
              <Radio key={theme.value} value={theme.value} label={theme.label} />
            ))}
          </Group>
        </Radio.Group>
        <Switch
          label="Compact rows"
          description="More of a list at once"
          checked={density === 'compact'}
          onChange={(event) => {
            const chosen = event.currentTarget.checked ? 'compact' : 'comfortable';
            prefer({ density: chosen });
            keepInAccount({ density: chosen });
          }}
        />
        <Switch
          label="Shortcuts of single keys"
          description="Switch them off if a voice or switch control sets them off by accident"
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
        />
        <NativeSelect
          label="Time zone"
          description="In which exact times are shown"
          value={timeZone ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value === '' ? null : event.currentTarget.value;
            prefer({ timeZone: chosen });
            keepInAccount({ time_zone: chosen });
          }}
          data={[{ value: '', label: `This device's (${own})` }, 'UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]}
        />
      </Stack>
    </Panel>
  );
}
