import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ApiError } from '../api/client';
import { usePreferences } from '../app/preferences';
import { useRefusal } from '../auth/roles';
import { limitText } from './limits';

/** What the plan allows, when it comes back, and the way to more. Shown while the error is one of the plan. */
export function PlanLimit({ error, onClose }: { error: Error | null; onClose: () => void }) {
  const { timeZone } = usePreferences();
  const isOwner = useRefusal('owner') === undefined;
  const isSold = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data?.billing_enabled === true;
  if (!(error instanceof ApiError) || error.status !== 402) {
    return null;
  }
  return (
    <Modal opened onClose={onClose} title="The plan has come to its limit" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text>{limitText(error, timeZone)}</Text>
        <Text size="sm">Nothing was started, and nothing was charged.</Text>
        {!isOwner && <Text size="sm">Ask an owner of the workspace for a larger plan.</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button component={Link} to="/settings/billing" data-autofocus>
            {isOwner && isSold ? 'Upgrade' : 'Plan and usage'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
