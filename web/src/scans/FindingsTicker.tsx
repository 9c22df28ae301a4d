import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { AssetLink } from '../assets/AssetLink';
import { Level } from '../ui/Level';
import { Panel } from '../ui/Panel';
import { plural, visible } from '../ui/text';
import type { ScanFinding } from './live';

const SHOWN = 8;
/** Screen readers hear of it no more often than this, and in sums. */
const SAID_EVERY_MS = 10_000;

/**
 * The newest findings of a scan that goes on. It stands still while somebody points at it or is in it, and when it is
 * told to.
 *
 * @param count of all findings of the scan so far
 */
export function FindingsTicker({ findings, count }: { findings: readonly ScanFinding[]; count: number }) {
  const [isHeld, hold] = useState(false);
  const [isPaused, pause] = useState(false);
  const [kept, keep] = useState<readonly ScanFinding[]>();
  const isStill = isHeld || isPaused;
  useEffect(() => keep(isStill ? findings : undefined), [isStill]);
  const shown = (isStill ? (kept ?? findings) : findings).slice(0, SHOWN);
  const first = shown[0]?.finding_id;
  const place = findings.findIndex((finding) => finding.finding_id === first);
  const missed = place < 0 ? findings.length : place;
  return (
    <Panel
      title="Findings as they are made"
      aside={
        <Button size="compact-sm" variant="default" aria-pressed={isPaused} onClick={() => pause(!isPaused)}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
      }
    >
      <ul
        className="plain ticker"
        aria-label="The newest findings"
        onMouseEnter={() => hold(true)}
        onMouseLeave={() => hold(false)}
        onFocus={() => hold(true)}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && hold(false)}
      >
        {shown.map((finding) => (
          <li key={finding.finding_id}>
            <Level value={finding.severity} />
            <Link to="/findings" search={{ open: finding.finding_id, asset_id: finding.asset_id, state: 'all' }} preload={false}>
              {visible(finding.title)}
            </Link>
            <AssetLink asset={finding} />
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" mt="xs">
        {isStill && missed > 0 ? `Stands still; ${missed} newer` : `${plural(count, 'finding')} so far`}
      </Text>
      <Said text={`${plural(count, 'finding')} so far`} />
    </Panel>
  );
}

/** Says a text that changes often, once in a while. */
function Said({ text }: { text: string }) {
  const newest = useRef(text);
  newest.current = text;
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setInterval(() => say(newest.current), SAID_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="sr-only" role="status">
      {said}
    </span>
  );
}
