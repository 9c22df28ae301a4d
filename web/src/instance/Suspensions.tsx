import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { letIn, suspensionsQuery } from './api';
import { SuspendDialog } from './SuspendDialog';

/** Who and what is shut out of the instance, and why. */
export function Suspensions() {
  const queries = useQueryClient();
  const list = useQuery(suspensionsQuery);
  const [isAsking, setIsAsking] = useState(false);
  const lifting = useMutation({
    mutationFn: letIn,
    onSuccess: async (_, { label }) => {
      say(`${label} is let in again`);
      await queries.invalidateQueries({ queryKey: suspensionsQuery.queryKey });
    },
  });
  const error = list.error ?? lifting.error;
  return (
    <Panel
      title="Shut out"
      aside={
        <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
          Shut out
        </Button>
      }
    >
      {error && <Problem error={error} />}
      {list.isPending && <Skeleton h={40} />}
      {list.data?.length === 0 && <Text c="dimmed">Nobody is shut out at the moment.</Text>}
      <ul className="plain item-rows">
        {list.data?.map((one) => (
          <li key={one.subject}>
            <div>
              <span className="who">{visible(one.label)}</span>
              <span className="sub">{visible(one.reason)}</span>
              <span className="sub">
                since <Time at={one.since} />, by {visible(one.by)}
              </span>
            </div>
            <Group gap="xs">
              <Button size="xs" variant="default" loading={lifting.isPending} onClick={() => lifting.mutate(one)}>
                Let in<span className="sr-only"> {one.label}</span>
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {isAsking && <SuspendDialog onClose={() => setIsAsking(false)} />}
    </Panel>
  );
}
