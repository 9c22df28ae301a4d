import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';

const PAUSE_MS = 200;

/** A text to search for, applied when the typing pauses. */
export function SearchBox(props: { label: string; placeholder: string; value: string | undefined; onChange: (text: string) => void }) {
  const { label, placeholder, value = '', onChange } = props;
  const [text, setText] = useState(value);
  const apply = useDebouncedCallback((typed: string) => onChange(typed), PAUSE_MS);
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      className="search-box"
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value.trim());
      }}
    />
  );
}
