import { Button, Group, Modal, Select, Skeleton, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { AssetDetail } from '../api/types';
import { split } from '../table/parameters';
import { Problem } from '../ui/Problem';
import { StaleEdit } from '../ui/StaleEdit';
import { visible } from '../ui/text';
import { say } from '../ui/toasts';
import { useCarefulEdit } from '../ui/useCarefulEdit';
import { assetPath } from './api';

/** As much of an asset as names it. */
export type Named = Pick<AssetDetail, 'asset_id' | 'asset_value' | 'parent_domain'>;

type Remarks = { tags: string; owner: string; notes: string; hours: string };

const LABELS: Record<keyof Remarks, string> = { tags: 'Tags', owner: 'Owner', notes: 'Notes', hours: 'Looked at again' };

const INTERVALS = [
  { value: '', label: 'With the scans of its domain' },
  { value: '6', label: 'Every 6 hours' },
  { value: '12', label: 'Every 12 hours' },
  { value: '24', label: 'Every day' },
  { value: '168', label: 'Every week' },
  { value: '720', label: 'Every 30 days' },
];

function fieldsOf(asset: AssetDetail): Remarks {
  return {
    tags: asset.tags.join(', '),
    owner: asset.owner ?? '',
    notes: asset.notes ?? '',
    hours: asset.rescan_enabled && asset.scan_frequency_hours !== null ? String(asset.scan_frequency_hours) : '',
  };
}

function bodyOf({ tags, owner, notes, hours }: Partial<Remarks>): object {
  return {
    ...(tags === undefined ? {} : { tags: split(tags) }),
    ...(owner === undefined ? {} : { owner }),
    ...(notes === undefined ? {} : { notes }),
    ...(hours === undefined ? {} : hours === '' ? { rescan_enabled: false } : { rescan_enabled: true, scan_frequency_hours: Number(hours) }),
  };
}

/** What people say of an asset: scans keep it. */
export function AssetEdit({ asset, close }: { asset: Named; close: () => void }) {
  const queries = useQueryClient();
  const edit = useCarefulEdit<AssetDetail, Remarks>({
    path: assetPath(asset.asset_id),
    fieldsOf,
    bodyOf,
    onSaved: async () => {
      say('Saved');
      close();
      await Promise.all(['asset', 'assets'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  if (edit.clash) {
    return (
      <StaleEdit
        clash={edit.clash}
        labels={LABELS}
        isBusy={edit.isBusy}
        takeTheirs={edit.takeTheirs}
        keepMine={edit.keepMine}
        close={edit.closeClash}
      />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.save();
  };
  const { fields } = edit;
  const intervals = INTERVALS.some((one) => one.value === fields?.hours)
    ? INTERVALS
    : [...INTERVALS, { value: fields?.hours ?? '', label: `Every ${fields?.hours} hours` }];
  return (
    <Modal opened onClose={close} title={`Edit ${visible(asset.asset_value)}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {!fields && !edit.error && <Skeleton h={240} />}
      {!fields && edit.error && <Problem error={edit.error} />}
      {fields && (
        <form onSubmit={submit} noValidate>
          <Stack>
            <TextInput
              label={LABELS.tags}
              description="Separated by commas"
              data-autofocus
              value={fields.tags}
              onChange={(event) => edit.set({ tags: event.currentTarget.value })}
            />
            <TextInput
              label={LABELS.owner}
              description="Whoever answers for it: a person or a team"
              maxLength={100}
              value={fields.owner}
              onChange={(event) => edit.set({ owner: event.currentTarget.value })}
            />
            <Textarea
              label={LABELS.notes}
              autosize
              minRows={3}
              maxLength={4_000}
              value={fields.notes}
              onChange={(event) => edit.set({ notes: event.currentTarget.value })}
            />
            <Select
              label={LABELS.hours}
              data={intervals}
              allowDeselect={false}
              value={fields.hours}
              onChange={(hours) => edit.set({ hours: hours ?? '' })}
            />
            {edit.error && <Problem error={edit.error} />}
            <Group justify="end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" disabled={!edit.isChanged} loading={edit.isBusy}>
                Save
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
