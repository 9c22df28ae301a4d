import { Group, Skeleton, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { Problem } from '../ui/Problem';
import { plural, visible } from '../ui/text';

const LONGEST = 2_000;

/** As many lines as are drawn; what is looked for is looked for in all. */
const MOST_LINES = 3_000;

/** The evidence itself, one value a line by its pointer (RFC 6901); the one asked for is marked. */
export function EvidenceView({ assetId, at }: { assetId: string; at: string | undefined }) {
  const evidence = useQuery({ queryKey: ['evidence', assetId], queryFn: () => api.evidence(assetId) });
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const marked = useRef<HTMLDivElement>(null);
  useEffect(() => marked.current?.scrollIntoView({ block: 'center' }), [evidence.data, at]);
  if (evidence.error) {
    return <Problem error={evidence.error} again={() => void evidence.refetch()} />;
  }
  if (!evidence.data) {
    return <Skeleton h={200} />;
  }
  const all = flatten(evidence.data, '');
  const fitting = wanted === '' ? all : all.filter((line) => `${line.pointer} ${line.text}`.toLowerCase().includes(wanted));
  const first = fitting.findIndex((line) => covers(at, line.pointer));
  const from = Math.max(0, Math.min(first - MOST_LINES / 2, fitting.length - MOST_LINES));
  const lines = fitting.slice(from, from + MOST_LINES);
  return (
    <>
      <Group gap="sm" mb="sm" align="end">
        <TextInput
          type="search"
          aria-label="Search the evidence"
          placeholder="Search the evidence"
          size="xs"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" aria-live="polite">
          {wanted !== '' && `${plural(fitting.length, 'line')} of ${all.length.toLocaleString('en')}`}
          {lines.length < fitting.length && ` (${lines.length.toLocaleString('en')} shown; the download has all)`}
        </Text>
      </Group>
      {at !== undefined && (
        <Text size="sm" mb="xs">
          <span className="mono">{visible(at)}</span>
          {first < 0 && wanted === '' && ' is not in the newest evidence any more'}
        </Text>
      )}
      <div className="evidence-tree" tabIndex={0} role="region" aria-label="Evidence, value by value">
        {lines.map((line, index) => (
          <div
            key={line.pointer}
            ref={from + index === first ? marked : undefined}
            className={`mono evidence-line ${covers(at, line.pointer) ? 'marked' : ''}`}
          >
            <span className="muted">{line.pointer}</span> {visible(line.text)}
          </div>
        ))}
      </div>
    </>
  );
}

function covers(at: string | undefined, pointer: string): boolean {
  return at !== undefined && at !== '/' && (pointer === at || pointer.startsWith(`${at}/`));
}

function flatten(value: unknown, pointer: string): { pointer: string; text: string }[] {
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length > 0) {
      return entries.flatMap(([name, inner]) =>
        flatten(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      );
    }
  }
  const text = JSON.stringify(value);
  return [{ pointer, text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text }];
}
