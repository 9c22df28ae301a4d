import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Scan } from '../api/types';
import { useId } from 'react';
import { plural } from '../ui/text';
import type { Pair } from './pair';

const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** The scans of a domain by time; a slider goes through them. */
export function TimeLine({ scans, pair, pick }: { scans: readonly Scan[]; pair: Pair | undefined; pick: (to: string) => void }) {
  const id = useId();
  const inTime = [...scans].reverse();
  const place = inTime.findIndex((scan) => scan.scan_id === pair?.to.scan_id);
  if (inTime.length < 2) {
    return null;
  }
  const say = (scan: Scan) => {
    const found = [plural(scan.assets_discovered, 'asset'), plural(scan.findings_new, 'new finding'), `${scan.findings_fixed.toLocaleString('en')} fixed`];
    return `${DAY.format(new Date(scan.created_at))}: ${found.join(', ')}`;
  };
  const current = inTime[place];
  return (
    <section className="panel time-line" aria-label="Scans by time">
      <Group justify="space-between" gap="sm">
        <label htmlFor={id}>
          <Text size="sm" fw={600} component="span">
            Scan {place + 1} of {inTime.length}
          </Text>{' '}
          <Text size="sm" component="span">
            {current && say(current)}
          </Text>
        </label>
        {current && (
          <Link to="/map" search={{ domain: current.domain, at: current.scan_id }}>
            The map at that time
          </Link>
        )}
      </Group>
      <input
        id={id}
        type="range"
        min={0}
        max={inTime.length - 1}
        step={1}
        value={Math.max(place, 0)}
        aria-valuetext={current ? say(current) : ''}
        onChange={(event) => {
          const scan = inTime[Number(event.currentTarget.value)];
          if (scan) {
            pick(scan.scan_id);
          }
        }}
      />
    </section>
  );
}
