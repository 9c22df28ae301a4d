import { Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { say } from '../ui/toasts';
import { type Domain, domainsApi } from './api';
import { ScheduleEditor } from './ScheduleEditor';
import { scheduleWords } from './words';

function Standing({ domain }: { domain: Domain }) {
  if (domain.schedule?.state === 'paused') {
    return <span className="state off">Paused</span>;
  }
  return domain.monitored ? (
    <span className="state good">Monitored</span>
  ) : (
    <span className="state off">Not monitored</span>
  );
}

/** When a domain is scanned by itself. */
export function SchedulePanel({ domain }: { domain: Domain }) {
  const [isEditing, setIsEditing] = useState(false);
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['domain', domain.domain_id] }),
      queries.invalidateQueries({ queryKey: ['domains'] }),
    ]);
  const stopping = useMutation({
    mutationFn: () => domainsApi.unschedule(domain.domain_id),
    onSuccess: async () => {
      await refresh();
      say(`${domain.domain} is not scanned by itself any more`);
    },
  });
  if (isEditing) {
    return (
      <Panel title="Monitoring">
        <ScheduleEditor
          domain={domain}
          onDone={async () => {
            await refresh();
            setIsEditing(false);
            say('The schedule was saved');
          }}
          onCancel={() => setIsEditing(false)}
        />
      </Panel>
    );
  }
  return (
    <Panel
      title="Monitoring"
      aside={<Standing domain={domain} />}
    >
      {stopping.error && <Problem error={stopping.error} />}
      <Text mb="md">
        {domain.schedule
          ? `It is scanned ${scheduleWords(domain.schedule)}.`
          : 'It is scanned when somebody starts a scan. With a schedule it is scanned by itself, and changes are noticed.'}
      </Text>
      <Group>
        <RoleButton needs="admin" onClick={() => setIsEditing(true)}>
          {domain.schedule ? 'Change the schedule' : 'Set a schedule'}
        </RoleButton>
        {domain.schedule && (
          <RoleButton needs="admin" variant="default" loading={stopping.isPending} onClick={() => stopping.mutate()}>
            Take it away
          </RoleButton>
        )}
      </Group>
    </Panel>
  );
}
