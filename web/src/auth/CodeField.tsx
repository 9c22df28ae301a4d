import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface CodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  error?: string | undefined;
  /** Takes the focus when it appears. */
  focused?: boolean;
}

/** The code of an app, or a recovery code, beside the password. */
export function CodeField({ value, onChange, error, focused = false }: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) {
      field.current?.focus();
    }
  }, [focused]);
  return (
    <TextInput
      ref={field}
      label="Code"
      description="Six digits from your app, or one of your recovery codes"
      name="code"
      autoComplete="one-time-code"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
