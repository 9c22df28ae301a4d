import { Group, Select, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe, useRefusal } from '../auth/roles';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { StaleEdit } from '../ui/StaleEdit';
import { say } from '../ui/toasts';
import { useCarefulEdit } from '../ui/useCarefulEdit';
import { workspacesApi } from '../workspaces/api';
import { findingPath } from './api';
import type { FindingDetail } from './types';

type Said = { assignee: string; note: string };

const LABELS: Record<keyof Said, string> = { assignee: 'In the hands of', note: 'Note' };

const fieldsOf = (finding: FindingDetail): Said => ({ assignee: finding.assignee ?? '', note: finding.note ?? '' });

/** In whose hands a finding is, and a note. */
export function Remarks({ finding }: { finding: FindingDetail }) {
  const queries = useQueryClient();
  const workspace = useMe()?.workspace_id ?? '';
  const mayNot = useRefusal('analyst') !== undefined;
  const members = useQuery({
    queryKey: ['members', workspace, 1],
    queryFn: () => workspacesApi.members(workspace, 1),
    enabled: workspace !== '',
    staleTime: 60_000,
  });
  const edit = useCarefulEdit<FindingDetail, Said>({
    path: findingPath(finding.finding_id),
    fieldsOf,
    bodyOf: (changed) => changed,
    onSaved: async () => {
      say('Saved');
      await queries.invalidateQueries({ queryKey: ['findings'] });
    },
  });
  const { assignee, note } = edit.fields ?? fieldsOf(finding);
  const known = (members.data?.data ?? []).map((member) => ({ value: member.uid, label: member.display_name ?? member.email }));
  const choices = assignee === '' || known.some((one) => one.value === assignee) ? known : [...known, { value: assignee, label: 'A former member' }];
  const nameOf = (uid: string) => choices.find((one) => one.value === uid)?.label ?? uid;
  return (
    <Stack gap="xs" component="section" aria-label="Assignment and note">
      <Select
        size="xs"
        label={LABELS.assignee}
        placeholder="Nobody"
        clearable
        clearButtonProps={{ 'aria-label': 'Nobody' }}
        disabled={mayNot}
        data={choices}
        value={assignee === '' ? null : assignee}
        onChange={(uid) => edit.set({ assignee: uid ?? '' })}
      />
      <Textarea
        size="xs"
        label={LABELS.note}
        autosize
        minRows={2}
        maxLength={4_000}
        disabled={mayNot}
        value={note}
        onChange={(event) => edit.set({ note: event.currentTarget.value })}
      />
      {edit.error && <Problem error={edit.error} again={edit.save} />}
      {edit.isChanged && (
        <Group>
          <RoleButton needs="analyst" size="xs" loading={edit.isBusy} onClick={edit.save}>
            Save
          </RoleButton>
        </Group>
      )}
      {edit.clash && (
        <StaleEdit
          clash={{
            ...edit.clash,
            theirs: { ...edit.clash.theirs, assignee: nameOf(edit.clash.theirs.assignee) },
            mine: { ...edit.clash.mine, assignee: nameOf(edit.clash.mine.assignee) },
          }}
          labels={LABELS}
          isBusy={edit.isBusy}
          takeTheirs={edit.takeTheirs}
          keepMine={edit.keepMine}
          close={edit.closeClash}
        />
      )}
    </Stack>
  );
}
