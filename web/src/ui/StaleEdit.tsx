import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import type { Clash, Fields } from '../api/careful';
import { visible } from './text';

interface Props<F extends Fields> {
  clash: Clash<F>;
  labels: Record<keyof F, string>;
  isBusy: boolean;
  takeTheirs: () => void;
  keepMine: () => void;
  close: () => void;
}

/** Somebody else changed the same meanwhile: both versions, and whose counts. */
export function StaleEdit<F extends Fields>({ clash, labels, isBusy, takeTheirs, keepMine, close }: Props<F>) {
  return (
    <Modal opened onClose={close} title="Somebody changed it meanwhile" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">You and somebody else wrote into the same place. Nothing was written yet.</Text>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Field</Table.Th>
              <Table.Th scope="col">Theirs</Table.Th>
              <Table.Th scope="col">Mine</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {clash.fields.map((field) => (
              <Table.Tr key={String(field)}>
                <Table.Th scope="row">{labels[field]}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shown(clash.theirs[field])}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shown(clash.mine[field])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Group justify="end">
          <Button variant="default" onClick={takeTheirs}>
            Take theirs
          </Button>
          <Button loading={isBusy} onClick={keepMine}>
            Keep mine
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function shown(value: string | undefined) {
  return value ? visible(value) : <span className="muted">nothing</span>;
}
