import { Modal, TextInput, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { useRefusal } from '../auth/roles';
import { workspacesApi } from '../workspaces/api';
import { useEnter, useWorkspace } from '../workspaces/current';
import { Icon, type IconName } from './Icon';
import { ALL_PAGES } from './pages';
import { SEARCHES } from './searches';

const DELAY_MS = 150;

interface Command {
  id: string;
  label: string;
  note: string;
  icon: IconName;
  run: () => void;
}

/** Everything by its name: pages, things found by the service, actions. */
export function CommandPalette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const known = useKnown(onKeys);
  const found = useFound(text);
  const wanted = text.trim().toLowerCase();
  const commands = [...known.filter((command) => `${command.label} ${command.note}`.toLowerCase().includes(wanted)), ...found.commands];
  const chosen = Math.min(at, commands.length - 1);
  const run = (command: Command | undefined) => {
    if (command) {
      onClose();
      command.run();
    }
  };
  const press = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      setAt((chosen + move + commands.length) % Math.max(1, commands.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[chosen]);
    }
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size="lg" aria-label="Command palette" yOffset="10vh">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Go to a page, find an asset, do something"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={commands[chosen] ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder="Go to a page, find an asset, do something"
        leftSection={<Icon name="search" size={16} />}
        size="md"
        variant="unstyled"
        className="palette-field"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul role="listbox" id={`${id}-list`} aria-label="Results" className="palette-list">
        {commands.map((command, index) => (
          // The field keeps the focus and its keys choose; this is for the pointer.
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
            ref={(element) => {
              if (index === chosen) {
                element?.scrollIntoView({ block: 'nearest' });
              }
            }}
          >
            <Icon name={command.icon} size={18} />
            <span className="palette-label">{command.label}</span>
            <span className="muted">{command.note}</span>
          </li>
        ))}
      </ul>
      <p className="palette-foot muted" role="status">
        {found.isLooking ? 'Looking…' : commands.length === 0 ? 'Nothing of that name' : `${commands.length} results`}
      </p>
    </Modal>
  );
}

function useKnown(onKeys: () => void): Command[] {
  const navigate = useNavigate();
  const enter = useEnter();
  const here = useWorkspace();
  const { setColorScheme } = useMantineColorScheme();
  const mayScan = useRefusal('analyst') === undefined;
  const workspaces = useQuery({
    queryKey: ['workspaces', 'switcher'],
    queryFn: () => workspacesApi.list({ limit: 100, sort: 'name' }),
  });
  const action = (label: string, icon: IconName, run: () => void): Command => ({ id: label, label, note: 'Action', icon, run });
  return [
    ...ALL_PAGES().filter((page) => !page.isForOperators).map((page) => ({
      id: `page ${page.to}`,
      label: page.label,
      note: 'Page',
      icon: page.icon,
      run: () => void navigate({ to: page.to }),
    })),
    ...(mayScan ? [action('New scan', 'scans', () => void navigate({ to: '/scans/new' }))] : []),
    action('Light theme', 'settings', () => setColorScheme('light')),
    action('Dark theme', 'settings', () => setColorScheme('dark')),
    action('Keyboard shortcuts', 'help', onKeys),
    ...(workspaces.data?.data ?? [])
      .filter((workspace) => workspace.workspace_id !== here?.workspace_id)
      .map((workspace) => ({
        id: workspace.workspace_id,
        label: workspace.name,
        note: 'Switch workspace',
        icon: 'workspaces' as const,
        run: () => void enter(workspace.workspace_id),
      })),
  ];
}

/** What the service finds for a text, a moment after the last letter. */
function useFound(text: string): { commands: Command[]; isLooking: boolean } {
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(text.trim(), DELAY_MS);
  const found = useQuery({
    queryKey: ['palette', settled],
    queryFn: async () =>
      (await Promise.allSettled(SEARCHES.map((search) => search(settled)))).flatMap((found) =>
        found.status === 'fulfilled' ? found.value : [],
      ),
    enabled: settled.length >= 2,
  });
  const commands = (settled.length >= 2 ? (found.data ?? []) : []).map((hit) => ({
    id: hit.path,
    label: hit.label,
    note: hit.note,
    icon: hit.icon,
    run: () => void navigate({ href: hit.path }),
  }));
  return { commands, isLooking: found.isFetching };
}
