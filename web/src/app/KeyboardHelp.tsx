import { Kbd, Modal, Switch } from '@mantine/core';
import { ShortcutList } from '../help/ShortcutList';
import { prefer, usePreferences } from './preferences';

/** What keys do here; those of a single key can be switched off. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { singleKeys } = usePreferences();
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <ShortcutList />
      <Switch
        mt="md"
        label="Shortcuts of single keys"
        description={
          <>
            Switched off, only those with <Kbd>Ctrl</Kbd> or <Kbd>Cmd</Kbd> stay
          </>
        }
        checked={singleKeys}
        onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
      />
    </Modal>
  );
}
