import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRefusal } from '../auth/roles';

/** What to do where a plan has come to its end. */
export function PlanLink() {
  const isOwner = useRefusal('owner') === undefined;
  return (
    <Text size="sm" mt={4}>
      <Link to="/settings/billing">{isOwner ? 'See plans and upgrade' : 'See the plan and its usage'}</Link>
      {!isOwner && '; ask an owner of the workspace for a larger one'}.
    </Text>
  );
}
