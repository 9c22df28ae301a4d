import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { stringifySearch } from '../app/address';
import { load, save, type View, withView } from './views';

/** Names for filtered lists: save this one, open another. */
export function ViewsMenu({ list, path, search }: { list: string; path: string; search: Record<string, string | undefined> }) {
  const [views, setViews] = useState(() => load(list));
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const keep = (next: View[]) => {
    setViews(next);
    save(list, next);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') {
      keep(withView(views, { name, query: stringifySearch(search) }));
      setName('');
    }
  };
  return (
    <Popover position="bottom-end" trapFocus withinPortal={false} width={280} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" size="sm" onClick={() => setOpen(!isOpen)}>
          Views
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Views">
        <Stack gap="xs">
          {views.length === 0 && <Text size="sm">No view is saved on this device.</Text>}
          {views.map((view) => (
            <Group key={view.name} justify="space-between" wrap="nowrap" gap={4}>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  setOpen(false);
                  void navigate({ href: path + view.query });
                }}
              >
                {view.name}
              </Button>
              <ActionIcon
                variant="subtle"
                size={24}
                aria-label={`Forget the view ${view.name}`}
                onClick={() => keep(views.filter((other) => other !== view))}
              >
                ×
              </ActionIcon>
            </Group>
          ))}
          <form onSubmit={add}>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                size="xs"
                label="Save what is shown as"
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit">
                Save
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
