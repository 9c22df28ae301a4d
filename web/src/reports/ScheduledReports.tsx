import { Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRefusal } from '../auth/roles';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { say } from '../ui/toasts';
import { type ReportSchedule, reportsApi } from './api';
import { ReportScheduleEditor } from './ReportScheduleEditor';
import { sentence, stateWords } from './words';

/** Reports that come by mail by themselves. Only admins see them, since they name who gets what. */
export function ScheduledReports() {
  const [editing, setEditing] = useState<ReportSchedule | 'new'>();
  const refusal = useRefusal('admin');
  const schedules = useQuery({
    queryKey: ['report-schedules'],
    queryFn: reportsApi.schedules,
    enabled: refusal === undefined,
  });
  return (
    <Panel
      title="By mail"
      aside={
        <RoleButton needs="admin" onClick={() => setEditing('new')}>
          New schedule
        </RoleButton>
      }
    >
      <Text mb="sm">A report that comes every week or month says what changed since the last one.</Text>
      {schedules.error && <Problem error={schedules.error} again={() => void schedules.refetch()} />}
      {schedules.isLoading && <Skeleton h={80} />}
      {schedules.data?.data.length === 0 && <Text c="dimmed">Nothing is sent by itself yet.</Text>}
      {schedules.data && schedules.data.data.length > 0 && (
        <ul className="plain item-rows">
          {schedules.data.data.map((schedule) => (
            <ScheduleRow key={schedule.schedule_id} schedule={schedule} onEdit={() => setEditing(schedule)} />
          ))}
        </ul>
      )}
      {editing && (
        <ReportScheduleEditor
          schedule={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Panel>
  );
}

function ScheduleRow({ schedule, onEdit }: { schedule: ReportSchedule; onEdit: () => void }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['report-schedules'] });
  const switching = useMutation({
    mutationFn: () => reportsApi.change(schedule.schedule_id, { enabled: !schedule.enabled }),
    onSuccess: refresh,
  });
  const sending = useMutation({
    mutationFn: () => reportsApi.send(schedule.schedule_id),
    onSuccess: async () => {
      say(`${schedule.name} is being sent`);
      await refresh();
    },
  });
  const removing = useMutation({
    mutationFn: () => reportsApi.remove(schedule.schedule_id),
    onSuccess: async () => {
      say(`${schedule.name} was removed`);
      await refresh();
    },
  });
  const error = switching.error ?? sending.error ?? removing.error;
  const named = <span className="sr-only"> {schedule.name}</span>;
  return (
    <li>
      <div>
        <span className="who">{schedule.name}</span>{' '}
        <span className={schedule.state === 'active' ? 'state good' : 'state off'}>{stateWords(schedule)}</span>
        <span className="sub">{sentence(schedule)}</span>
        {schedule.last_sent_at && (
          <span className="sub">Last sent {new Date(schedule.last_sent_at).toLocaleString('en-GB')}</span>
        )}
        {error && <Problem error={error} />}
      </div>
      <Group gap="xs">
        <RoleButton needs="admin" size="xs" variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
          Send now{named}
        </RoleButton>
        <RoleButton needs="admin" size="xs" variant="default" onClick={onEdit}>
          Edit{named}
        </RoleButton>
        <RoleButton
          needs="admin"
          size="xs"
          variant="default"
          loading={switching.isPending}
          onClick={() => switching.mutate()}
        >
          Switch {schedule.enabled ? 'off' : 'on'}
          {named}
        </RoleButton>
        <RoleButton needs="admin" size="xs" variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
          Remove{named}
        </RoleButton>
      </Group>
    </li>
  );
}
