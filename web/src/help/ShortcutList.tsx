import { Kbd } from '@mantine/core';
import { activeShortcuts } from '../app/shortcuts';

/** The shortcuts that work on the page below. */
export function ShortcutList() {
  return (
    <dl className="shortcuts">
      {activeShortcuts().map((shortcut) => (
        <div key={shortcut.keys}>
          <dt>{spelled(shortcut.keys)}</dt>
          <dd>{shortcut.does}</dd>
        </div>
      ))}
    </dl>
  );
}

function spelled(keys: string) {
  if (keys.startsWith('mod+')) {
    return (
      <>
        <Kbd>Ctrl</Kbd> <Kbd>{keys.slice('mod+'.length).toUpperCase()}</Kbd>
      </>
    );
  }
  return keys.split(' ').map((key, index) => (
    <span key={index}>
      {index > 0 && <span className="muted"> then </span>}
      <Kbd>{key}</Kbd>
    </span>
  ));
}
