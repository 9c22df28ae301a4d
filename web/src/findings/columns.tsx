import { Badge, Text } from '@mantine/core';
import { usePreferences } from '../app/preferences';
import { AssetLink } from '../assets/AssetLink';
import type { Column } from '../table/column';
import { Level } from '../ui/Level';
import { exact, visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { daysSince } from './ages';
import { stateName } from './states';
import type { FindingRow } from './types';

/** What the list of findings can show. */
export function findingColumns(open: (finding: FindingRow) => void): Column<FindingRow>[] {
  return [
    { id: 'finding', label: 'Finding', sort: 'type', width: 340, cell: (finding) => <Title finding={finding} open={open} /> },
    { id: 'severity', label: 'Severity', sort: 'severity', width: 115, cell: (finding) => <Level value={finding.severity} /> },
    { id: 'asset', label: 'Asset', sort: 'asset_value', width: 230, cell: (finding) => <AssetLink asset={finding} /> },
    { id: 'state', label: 'State', width: 140, cell: (finding) => <State finding={finding} /> },
    { id: 'age', label: 'Age', sort: 'first_seen_at', width: 90, cell: (finding) => <Age finding={finding} /> },
    { id: 'seen', label: 'Last seen', sort: 'last_seen_at', width: 130, cell: (finding) => <Time at={finding.last_seen_at} /> },
    { id: 'category', label: 'Category', width: 180, isExtra: true, cell: (finding) => finding.category },
    { id: 'confidence', label: 'Confidence', width: 110, isExtra: true, cell: (finding) => words(finding.confidence) },
    { id: 'domain', label: 'Domain', width: 160, isExtra: true, cell: (finding) => <span className="mono">{finding.parent_domain}</span> },
  ];
}

function Title({ finding, open }: { finding: FindingRow; open: (finding: FindingRow) => void }) {
  return (
    <>
      <button type="button" className="row-button" onClick={() => open(finding)}>
        {finding.title}
      </button>
      <span className="under mono">{visible(finding.subject)}</span>
    </>
  );
}

/** The state, and whether it came back after it was fixed. */
export function State({ finding }: { finding: Pick<FindingRow, 'state' | 'reopened_count'> }) {
  return (
    <span>
      {stateName(finding.state)}
      {finding.reopened_count > 0 && (
        <Badge ml={6} size="xs" variant="outline" tt="none" color="orange" className="came-back" title="Came back after it was fixed">
          came back
        </Badge>
      )}
    </span>
  );
}

function Age({ finding }: { finding: FindingRow }) {
  const days = daysSince(finding.first_seen_at);
  const { timeZone } = usePreferences();
  return (
    <time dateTime={finding.first_seen_at} title={`first seen ${exact(finding.first_seen_at, timeZone)}`}>
      {days === 0 ? 'today' : `${days} day${days === 1 ? '' : 's'}`}
    </time>
  );
}

/** A finding where there is little room. */
export function FindingCard({ finding, open }: { finding: FindingRow; open: (finding: FindingRow) => void }) {
  return (
    <>
      <Title finding={finding} open={open} />
      <span className="card-line">
        <Level value={finding.severity} /> <AssetLink asset={finding} />
      </span>
      <Text size="xs" c="dimmed">
        {stateName(finding.state)}
        {finding.reopened_count > 0 && ', came back'} · first seen <Time at={finding.first_seen_at} />
      </Text>
    </>
  );
}
