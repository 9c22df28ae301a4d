import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from '../app/Icon';

const SHOWN_MS = 2_000;

/** Copies a text and says so for a moment. */
export function CopyButton({ text, what, ...button }: { text: string; what: string } & ButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) {
      return undefined;
    }
    const timer = window.setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    if (!navigator.clipboard) {
      setOutcome('failed'); // only pages by https and of this machine may write there
      return;
    }
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  return (
    <Button size="xs" variant="default" leftSection={<Icon name={outcome === 'copied' ? 'check' : 'copy'} size={14} />} onClick={copy} {...button}>
      <span className="sr-only" aria-live="polite">
        {outcome === 'copied' ? `Copied: ${what}` : ''}
      </span>
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Select and copy it' : 'Copy'}
      <span className="sr-only"> {what}</span>
    </Button>
  );
}
