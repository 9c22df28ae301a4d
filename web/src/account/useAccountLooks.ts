import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { isZone, keepsPreferences, prefer } from '../app/preferences';
import { useMe } from '../auth/roles';

/** On a device where nothing was chosen yet, the app looks as the account remembers. */
export function useAccountLooks() {
  const kept = useMe()?.preferences;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (!kept || keepsPreferences()) {
      return;
    }
    prefer({
      density: kept.density,
      timeZone: kept.time_zone !== null && isZone(kept.time_zone) ? kept.time_zone : null,
    });
    if (kept.theme !== 'system') {
      setColorScheme(kept.theme);
    }
  }, [kept, setColorScheme]);
}
