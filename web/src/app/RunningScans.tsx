import { Popover, Progress, UnstyledButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { words } from '../ui/text';
import { runningScans } from './runningQuery';
import { useWorkspaceEvents } from './useWorkspaceEvents';

/** How many scans go on and how far they are; the list opens from here. */
export function RunningScans() {
  const [isOpen, setIsOpen] = useState(false);
  const running = useQuery(runningScans);
  const scans = running.data?.data ?? [];
  const count = running.data?.pagination.total_items ?? 0;
  useWorkspaceEvents(count > 0);
  useRefreshWhenOneEnds(count);
  if (count === 0) {
    return null;
  }
  const progress = scans.reduce((sum, scan) => sum + scan.scan_progress, 0) / Math.max(1, scans.length);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={320} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="chip" aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setIsOpen((open) => !open)}>
          <Ring percent={progress} />
          <span>
            {count}
            <span className="wide-only"> running</span>
            <span className="sr-only"> {count === 1 ? 'scan' : 'scans'}, {Math.round(progress)} percent done</span>
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Running scans">
        <ul className="plain running">
          {scans.map((scan) => (
            <li key={scan.scan_id}>
              <Link to="/scans/$scanId" params={{ scanId: scan.scan_id }} className="mono" onClick={() => setIsOpen(false)}>
                {scan.domain}
              </Link>
              <span className="muted">
                {scan.scan_status === 'pending' ? 'waits for its turn' : `${words(scan.current_phase).toLowerCase()}, ${scan.scan_progress} %`}
              </span>
              <Progress value={scan.scan_progress} size="sm" aria-label={`Progress of ${scan.domain}`} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Lists and counts are old as soon as a scan has ended; rows that are looked at stay where they are until asked for. */
function useRefreshWhenOneEnds(count: number) {
  const queries = useQueryClient();
  const before = useRef(0);
  useEffect(() => {
    if (count < before.current) {
      const isRows = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === 'assets' && queryKey[1] === 'list';
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[1] !== 'going on' && !isRows(query) });
      void queries.invalidateQueries({ predicate: isRows, refetchType: 'none' });
    }
    before.current = count;
  }, [count, queries]);
}

function Ring({ percent }: { percent: number }) {
  const around = 2 * Math.PI * 8;
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" strokeWidth="3" aria-hidden="true">
      <circle cx="10" cy="10" r="8" stroke="var(--mantine-color-default-border)" />
      <circle
        cx="10"
        cy="10"
        r="8"
        stroke="var(--mantine-primary-color-filled)"
        strokeDasharray={`${(percent / 100) * around} ${around}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  );
}
