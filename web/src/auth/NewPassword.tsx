import { PasswordInput, Progress, Text } from '@mantine/core';
import { useMemo } from 'react';
import common from '../../../server/src/main/resources/io/reconai/server/identity/common-passwords.txt?raw';
import { LEAST, readCommon, strength } from './strength';

interface Props {
  label: string;
  name: string;
  email: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

const COLOURS = ['gray', 'red', 'yellow', 'lime', 'green'];

/** A field for a password that is new, with how good it is. */
export function NewPassword({ label, name, email, value, onChange, error }: Props) {
  const known = useMemo(() => readCommon(common), []);
  const { word, level } = strength(value, email, known);
  return (
    <div>
      <PasswordInput
        label={label}
        name={name}
        autoComplete="new-password"
        description={`At least ${LEAST} characters; a sentence is good. Letters, digits, signs: as you like.`}
        required
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <Progress value={level * 25} color={COLOURS[level] ?? 'gray'} size="sm" mt={8} aria-label="Strength of the password" />
      <Text size="sm" mt={4} aria-live="polite" className="muted">
        {word === 'empty' ? ' ' : word === 'too short' ? `${value.length} of at least ${LEAST} characters` : `Strength: ${word}`}
      </Text>
    </div>
  );
}
