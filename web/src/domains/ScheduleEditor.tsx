import { Button, Group, NativeSelect, Radio, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client';
import type { ScanMode } from '../api/types';
import { usePreferences } from '../app/preferences';
import { MODE_TEXTS } from '../help/modes';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { type Domain, domainsApi, type Schedule, type ScheduleWish } from './api';
import { nextRuns, parseCron } from './cron';
import { everyHours } from './words';

const INTERVALS = [1, 6, 12, 24, 72, 168, 720];
const PREVIEWED = 5;
const HOUR_MS = 3_600_000;

/** Sets when and how a domain is scanned by itself, and shows when that would be. */
export function ScheduleEditor({ domain, onDone, onCancel }: { domain: Domain; onDone: () => Promise<void>; onCancel: () => void }) {
  const { timeZone } = usePreferences();
  const kept = domain.schedule;
  const [kind, setKind] = useState<'interval' | 'cron'>(kept?.cron ? 'cron' : 'interval');
  const [hours, setHours] = useState(kept?.frequency_hours ?? 24);
  const [cron, setCron] = useState(kept?.cron ?? '0 3 * * *');
  const [zone, setZone] = useState(kept?.time_zone ?? timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [mode, setMode] = useState<ScanMode>(kept?.mode ?? 'standard');
  const [type, setType] = useState<Schedule['scan_type']>(kept?.scan_type ?? 'full');
  const [ports, setPorts] = useState(kept?.ports ?? 'top-100');
  const [isEnabled, setIsEnabled] = useState(kept?.enabled ?? true);
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const mayBeActive = domain.verified || config?.require_ownership === false;
  const saving = useMutation({ mutationFn: () => domainsApi.schedule(domain.domain_id, wish()), onSuccess: onDone });
  const wrong = fieldErrors(saving.error);
  const read = parseCron(cron);
  const cronProblem = kind === 'cron' && 'problem' in read ? read.problem : undefined;

  function wish(): ScheduleWish {
    const how = { mode, scan_type: type, enabled: isEnabled, ...(mode === 'active' ? { ports } : {}) };
    return kind === 'cron' ? { ...how, cron, time_zone: zone } : { ...how, frequency_hours: hours };
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!cronProblem) {
      saving.mutate();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem
          error={saving.error}
          labels={{ frequency_hours: 'Every', cron: 'Cron', time_zone: 'Time zone', mode: 'Mode', ports: 'Ports' }}
        />
        <SegmentedControl
          aria-label="How to say when"
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
          data={[
            { value: 'interval', label: 'By interval' },
            { value: 'cron', label: 'By clock (cron)' },
          ]}
          maw={320}
        />
        {kind === 'interval' ? (
          <NativeSelect
            label="How often"
            name="frequency_hours"
            maw={260}
            value={hours}
            onChange={(event) => setHours(Number(event.currentTarget.value))}
            data={[...new Set([...INTERVALS, hours])]
              .sort((left, right) => left - right)
              .map((value) => ({ value: String(value), label: everyHours(value) }))}
            error={wrong['frequency_hours']}
          />
        ) : (
          <Group align="flex-start" wrap="wrap">
            <TextInput
              label="Cron"
              name="cron"
              description="Minute, hour, day of the month, month, day of the week"
              className="mono-field"
              autoComplete="off"
              spellCheck={false}
              value={cron}
              onChange={(event) => setCron(event.currentTarget.value)}
              error={cronProblem ?? wrong['cron']}
            />
            <NativeSelect
              label="Time zone"
              name="time_zone"
              description="Whose clocks it follows"
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
              data={zones(zone)}
              error={wrong['time_zone']}
            />
          </Group>
        )}
        <Preview runs={isEnabled ? preview(kind, hours, read, zone, domain) : []} isEnabled={isEnabled} />
        <Radio.Group label="How far each scan goes" value={mode} onChange={(value) => setMode(value as ScanMode)} error={wrong['mode']}>
          <Stack gap="sm" mt="xs">
            {MODE_TEXTS.map((choice) => (
              <Radio
                key={choice.mode}
                value={choice.mode}
                label={choice.label}
                description={
                  choice.mode === 'active' && !mayBeActive ? 'Only once the domain is shown to be yours, above' : choice.short
                }
                disabled={choice.mode === 'active' && !mayBeActive}
              />
            ))}
          </Stack>
        </Radio.Group>
        {mode === 'active' && (
          <TextInput
            label="Ports"
            name="ports"
            description="top-100, top-1000, or a list such as 22,80,8000-8100"
            maw={360}
            autoComplete="off"
            spellCheck={false}
            value={ports}
            onChange={(event) => setPorts(event.currentTarget.value)}
            error={wrong['ports']}
          />
        )}
        <NativeSelect
          label="Which hosts"
          maw={360}
          value={type}
          onChange={(event) => setType(event.currentTarget.value as typeof type)}
          data={[
            { value: 'full', label: 'All that can be found' },
            { value: 'quick', label: 'Those known and www, no searching' },
            { value: 'rescan', label: 'Those known only' },
          ]}
        />
        <Switch
          label="Switched on"
          description="Switched off, the schedule is kept and nothing runs"
          checked={isEnabled}
          onChange={(event) => setIsEnabled(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" loading={saving.isPending}>
            Save the schedule
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function zones(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])];
}

/** By interval it begins an interval after the last scan, or at once. */
function preview(kind: 'interval' | 'cron', hours: number, cron: ReturnType<typeof parseCron>, zone: string, domain: Domain): Date[] {
  const now = new Date();
  if (kind === 'cron') {
    return 'problem' in cron ? [] : nextRuns(cron, now, zone, PREVIEWED);
  }
  const after = domain.last_scanned_at ? Date.parse(domain.last_scanned_at) + hours * HOUR_MS : 0;
  const first = Math.max(after, now.getTime());
  return Array.from({ length: PREVIEWED }, (_, index) => new Date(first + index * hours * HOUR_MS));
}

function Preview({ runs, isEnabled }: { runs: Date[]; isEnabled: boolean }) {
  const { timeZone } = usePreferences();
  const shown: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  };
  return (
    <div className="preview" role="status">
      <Text size="sm" fw={600}>
        {runs.length > 0 ? 'The next five, on your clock' : isEnabled ? 'No time comes from this' : 'Nothing runs'}
      </Text>
      <ol>
        {runs.map((run) => (
          <li key={run.getTime()}>
            <time dateTime={run.toISOString()}>{run.toLocaleString('en-GB', shown)}</time>
          </li>
        ))}
      </ol>
      {runs.length > 0 && (
        <Text size="sm" className="muted">
          Each begins up to a tenth of the interval later, so that not all domains are scanned in the same minute.
        </Text>
      )}
    </div>
  );
}
