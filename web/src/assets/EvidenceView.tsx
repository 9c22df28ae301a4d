import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../api/client';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';

const LONGEST = 2_000;

/** The evidence itself, one value a line by its pointer (RFC 6901); the one asked for is marked. */
export function EvidenceView({ assetId, at }: { assetId: string; at: string }) {
  const evidence = useQuery({ queryKey: ['evidence', assetId], queryFn: () => api.evidence(assetId) });
  const marked = useRef<HTMLDivElement>(null);
  useEffect(() => marked.current?.scrollIntoView({ block: 'center' }), [evidence.data, at]);
  if (evidence.error) {
    return <Problem error={evidence.error} again={() => void evidence.refetch()} />;
  }
  if (!evidence.data) {
    return <Skeleton h={200} />;
  }
  const lines = flatten(evidence.data, '');
  const first = lines.findIndex((line) => covers(at, line.pointer));
  return (
    <>
      <Text size="sm" mb="xs">
        <span className="mono">{at}</span>
      </Text>
      <div className="evidence-tree" tabIndex={0} role="region" aria-label="Evidence, value by value">
        {lines.map((line, index) => (
          <div
            key={line.pointer}
            ref={index === first ? marked : undefined}
            className={`mono evidence-line ${covers(at, line.pointer) ? 'marked' : ''}`}
          >
            <span className="muted">{line.pointer}</span> {visible(line.text)}
          </div>
        ))}
      </div>
    </>
  );
}

function covers(at: string, pointer: string): boolean {
  return at !== '' && (pointer === at || pointer.startsWith(`${at}/`));
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
