import { Button, Group, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';

/** Goes to a row of a long list by its number. */
export function GoToRow({ total, go }: { total: number; go: (index: number) => void }) {
  const [row, setRow] = useState<number | string>('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof row === 'number') {
      go(Math.min(total, Math.max(1, row)) - 1);
    }
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" mt="sm" justify="flex-end">
        <NumberInput
          size="xs"
          w={130}
          aria-label={`Row, 1 to ${total.toLocaleString('en')}`}
          placeholder={`1 to ${total.toLocaleString('en')}`}
          min={1}
          max={total}
          allowDecimal={false}
          hideControls
          value={row}
          onChange={setRow}
        />
        <Button size="xs" variant="default" type="submit" disabled={typeof row !== 'number'}>
          Go to row
        </Button>
      </Group>
    </form>
  );
}
