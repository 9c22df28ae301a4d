import { Button, Group, Skeleton, Table, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { Problem } from '../ui/Problem';
import { Wide } from '../ui/Wide';
import { csv } from './sentences';

interface Props<T> {
  title: string;
  answer: UseQueryResult<T>;
  sentence: (data: T) => string;
  /** The same numbers as a table. */
  head: readonly string[];
  rows: (data: T) => (string | number)[][];
  children: (data: T) => ReactNode;
}

/** A chart with its title, what it says in a sentence, and the same as a table or a file. */
export function ChartPanel<T>({ title, answer, sentence, head, rows, children }: Props<T>) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className="panel chart" aria-labelledby={id}>
      <Group justify="space-between" align="start" gap="xs" wrap="nowrap">
        <Title order={2} size={16} id={id}>
          {title}
        </Title>
        {answer.data !== undefined && (
          <Group gap={4} wrap="nowrap">
            <Button size="compact-xs" variant="subtle" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
              {isTable ? 'Chart' : 'Table'}
              <span className="sr-only">: {title}</span>
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => download(title, csv(head, rows(answer.data as T)))}>
              CSV
              <span className="sr-only">: {title}</span>
            </Button>
          </Group>
        )}
      </Group>
      {answer.error ? (
        <Problem error={answer.error} again={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton h={220} mt="sm" />
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {sentence(answer.data)}
          </Text>
          {isTable ? <Numbers title={title} head={head} rows={rows(answer.data)} /> : children(answer.data)}
        </>
      )}
    </section>
  );
}

function Numbers({ title, head, rows }: { title: string; head: readonly string[]; rows: (string | number)[][] }) {
  return (
    <Wide label={`${title}, as a table`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {row.map((value, column) => (
                <Table.Td key={column}>{typeof value === 'number' ? value.toLocaleString('en') : value}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function download(title: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `reconai_${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
