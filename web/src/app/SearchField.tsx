import { ActionIcon, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Icon } from './Icon';
import { useShortcuts } from './shortcuts';

/** Looks for assets from every page; on a phone it opens the palette, which looks for the same. */
export function SearchField({ onPalette }: { onPalette: () => void }) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useShortcuts([{ keys: '/', does: 'Search', run: () => focusOr(field.current, onPalette) }], 'everywhere');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') {
      void navigate({ to: '/assets', search: { search: text.trim() } });
    }
  };
  return (
    <>
      <form role="search" onSubmit={submit} className="top-search wide-only">
        <TextInput
          ref={field}
          type="search"
          aria-label="Search assets"
          placeholder="Search assets  ( / )"
          leftSection={<Icon name="search" size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.currentTarget.blur();
            }
          }}
        />
      </form>
      <ActionIcon variant="default" size={36} className="phone-only" aria-label="Search" onClick={onPalette}>
        <Icon name="search" size={18} />
      </ActionIcon>
    </>
  );
}

function focusOr(field: HTMLInputElement | null, otherwise: () => void) {
  if (field && field.offsetParent !== null) {
    field.focus();
    field.select();
  } else {
    otherwise();
  }
}
