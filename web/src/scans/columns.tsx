import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Scan } from '../api/types';
import type { Column } from '../table/column';
import { SeverityCounts } from '../ui/Level';
import { words } from '../ui/text';
import { Time } from '../ui/Time';
import { useMemberNames } from '../workspaces/useMemberNames';
import { startedByWhom } from './by';

/** What the list of scans can show. */
export const SCAN_COLUMNS: Column<Scan>[] = [
  { id: 'scan', label: 'Domain', sort: 'domain', width: 150, cell: (scan) => <Name scan={scan} /> },
  { id: 'status', label: 'Status', width: 105, cell: (scan) => <Status scan={scan} /> },
  { id: 'mode', label: 'Mode', width: 80, cell: (scan) => words(scan.mode) },
  { id: 'type', label: 'Type', width: 90, isExtra: true, cell: (scan) => words(scan.scan_type) },
  { id: 'assets', label: 'Assets', sort: 'assets_discovered', width: 100, cell: (scan) => <Assets scan={scan} /> },
  { id: 'findings', label: 'Findings', width: 180, cell: (scan) => <SeverityCounts counts={scan.findings_by_severity} /> },
  { id: 'moved', label: 'New, fixed', width: 105, cell: (scan) => moved(scan) },
  { id: 'started', label: 'Started', sort: 'created_at', width: 150, cell: (scan) => <Started scan={scan} /> },
  { id: 'took', label: 'Took', sort: 'duration_seconds', width: 80, cell: (scan) => duration(scan.duration_seconds) },
  { id: 'trigger', label: 'Started by', width: 150, isExtra: true, cell: (scan) => <StartedBy scan={scan} /> },
];

/** By whom a scan was started. */
export function StartedBy({ scan }: { scan: Scan }) {
  return startedByWhom(scan, useMemberNames());
}

function Started({ scan }: { scan: Scan }) {
  return (
    <>
      <Time at={scan.created_at} />
      <span className="sub">
        by <StartedBy scan={scan} />
      </span>
    </>
  );
}

function Name({ scan }: { scan: Scan }) {
  return (
    <>
      <Link to="/scans/$scanId" params={{ scanId: scan.scan_id }} className="mono">
        {scan.domain}
      </Link>
      {scan.warnings.length > 0 && (
        <Text size="xs" c="dimmed">
          not complete: {scan.warnings.length} warning{scan.warnings.length === 1 ? '' : 's'}
        </Text>
      )}
    </>
  );
}

function Status({ scan }: { scan: Scan }) {
  return (
    <span className={`status status-${scan.scan_status}`}>
      {words(scan.scan_status)}
      {scan.scan_status === 'running' && `, ${scan.scan_progress} %`}
    </span>
  );
}

function Assets({ scan }: { scan: Scan }) {
  return (
    <>
      {scan.assets_discovered.toLocaleString('en')}
      {scan.new_assets > 0 && <span className="muted"> ({scan.new_assets.toLocaleString('en')} new)</span>}
    </>
  );
}

function moved(scan: Scan) {
  return `${scan.findings_new.toLocaleString('en')}, ${scan.findings_fixed.toLocaleString('en')}`;
}

/** "42 s", "3 min 5 s", "1 h 20 min". */
export function duration(seconds: number | null): string {
  if (seconds === null) {
    return '–';
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  return whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A scan where there is little room. */
export function ScanCard({ scan }: { scan: Scan }) {
  return (
    <>
      <Name scan={scan} />
      <Text size="sm">
        <Status scan={scan} /> · {words(scan.mode)} · <Time at={scan.created_at} />, by <StartedBy scan={scan} />
      </Text>
      <Text size="sm">
        <Assets scan={scan} /> assets · <SeverityCounts counts={scan.findings_by_severity} />
      </Text>
    </>
  );
}
