import { Button } from '@mantine/core';
import { useState } from 'react';
import { visible } from '../ui/text';
import { split, toggled } from './parameters';

export interface Choice {
  value: string;
  /** Left out where it is not known. */
  count?: number;
  label?: string;
}

interface Props {
  legend: string;
  choices: readonly Choice[];
  value: string | undefined;
  onChange: (value: string) => void;
  /** Only one at a time. */
  isSingle?: boolean;
}

const FEW = 6;

/** What a list can be narrowed down by, with how many rows each choice has; chosen ones first. */
export function Facet({ legend, choices, value, onChange, isSingle = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const chosen = isSingle ? [value].filter((one) => one !== undefined) : split(value);
  const gone = chosen.filter((one) => choices.every((choice) => choice.value !== one)).map((one) => ({ value: one }));
  const all: Choice[] = [...gone, ...choices];
  if (all.length === 0) {
    return null;
  }
  const shown = isOpen ? all : all.filter((choice, index) => index < FEW || chosen.includes(choice.value));
  const set = (one: string) => onChange(isSingle ? (chosen.includes(one) ? '' : one) : toggled(value, one));
  return (
    <fieldset>
      <legend>{legend}</legend>
      {shown.map((choice) => (
        <label key={choice.value}>
          <input type="checkbox" checked={chosen.includes(choice.value)} onChange={() => set(choice.value)} />
          <span title={visible(choice.label ?? choice.value)}>{visible(choice.label ?? choice.value)}</span>
          {choice.count !== undefined && <span className="number">{choice.count.toLocaleString('en')}</span>}
        </label>
      ))}
      {all.length > FEW && (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? 'Fewer' : `${all.length - FEW} more`}
          <span className="sr-only"> of {legend}</span>
        </Button>
      )}
    </fieldset>
  );
}

/** The counts of a closed list, in its order. */
export function closed(counts: Record<string, number>, order: readonly string[], label?: (value: string) => string): Choice[] {
  return order.map((value) => ({ value, count: counts[value] ?? 0, ...(label ? { label: label(value) } : {}) }));
}
