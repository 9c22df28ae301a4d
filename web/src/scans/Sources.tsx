import { Table, Text, Title } from '@mantine/core';
import type { Scan } from '../api/types';
import { sourceName, visible, words } from '../ui/text';

/** How each source of names fared: what was not asked or failed must not look like "nothing there". */
export function Sources({ sources }: { sources: Scan['sources'] }) {
  if (sources.length === 0) {
    return null;
  }
  return (
    <>
      <Title order={2} size="h4" mt="lg">
        Sources
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing={4} aria-label="How each source fared">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Source</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th ta="right">Names</Table.Th>
              <Table.Th ta="right">New</Table.Th>
              <Table.Th>Note</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.map((source) => (
              <Table.Tr key={source.source}>
                <Table.Td>{sourceName(source.source)}</Table.Td>
                <Table.Td>{words(source.status)}</Table.Td>
                <Table.Td ta="right">{source.names.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{(source.new_names ?? 0).toLocaleString()}</Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed">
                    {visible(source.detail)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
