import '../changes/changes.css';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { usePreferences } from '../app/preferences';
import type { Scan } from '../api/types';
import { comparable } from '../changes/pair';
import { scansApi } from '../scans/api';
import { exact, plural } from '../ui/text';
import { stops } from './past';

interface Props {
  domain: string;
  /** The scan whose time is shown; absent for now. */
  shown: Scan | undefined;
  /** How many assets there were; absent while that is asked for. */
  assets: number | undefined;
  go: (scan: Scan | undefined) => void;
}

/** The scans of a domain by time, at the end the present: a slider takes the map and its list through them. */
export function History({ domain, shown, assets, go }: Props) {
  const id = useId();
  const { timeZone } = usePreferences();
  const scans = useQuery({
    queryKey: ['scans', 'newest', domain],
    queryFn: () => scansApi.newest({ domain, status: 'completed' }),
  });
  const past = stops(comparable(scans.data ?? []), shown);
  if (past.length === 0) {
    return null;
  }
  const place = shown ? past.findIndex((scan) => scan.scan_id === shown.scan_id) : past.length;
  const said = shown
    ? `As the scan of ${exact(shown.created_at, timeZone)} saw ${domain}${assets === undefined ? '' : `: ${plural(assets, 'asset')}`}`
    : 'As it is known now';
  return (
    <section className="panel time-line" aria-label="The map by time">
      <Group justify="space-between" gap="sm">
        <label htmlFor={id}>
          <Text size="sm" fw={600} component="span" aria-live="polite">
            {said}
          </Text>
        </label>
        {shown && (
          <Button size="xs" variant="default" onClick={() => go(undefined)}>
            Back to now
          </Button>
        )}
      </Group>
      <input
        id={id}
        type="range"
        min={0}
        max={past.length}
        step={1}
        value={place}
        aria-valuetext={said}
        onChange={(event) => go(past[Number(event.currentTarget.value)])}
      />
    </section>
  );
}
