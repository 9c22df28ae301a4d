import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Scan } from '../api/types';
import { elapsed } from './elapsed';

const TICK_MS = 1_000;

/** How long a scan has been going on, and how much longer it is expected to. */
export function RunningTime({ scan }: { scan: Scan }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Text size="sm" c="dimmed" mt="xs">
      {elapsed(scan, now)}
    </Text>
  );
}
