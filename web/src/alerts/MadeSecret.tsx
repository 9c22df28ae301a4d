import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { Code } from '../ui/Code';

/** Shows a secret this once. */
export function MadeSecret({ text, name, onClose }: { text: string; name: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size="lg" title={`Secret of ${name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Alert color="yellow">This is shown once. Your receiver needs it to check signatures.</Alert>
        <Code text={text} what="secret" />
        <Group justify="flex-end">
          <Button onClick={onClose}>I stored it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
