import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import type { Moved, MovedFinding, ScanDifference } from '../scans/api';
import { toggled } from '../table/parameters';
import { Level } from '../ui/Level';
import { visible, words } from '../ui/text';
import { Field, Mark, type Sign } from './Field';
import type { ChangeSearch, Kind } from './search';

const MOST_SHOWN = 50;

interface Props {
  difference: ScanDifference;
  search: ChangeSearch;
  change: (change: ChangeSearch) => void;
}

/** Numbers first, each of which narrows the lists below down. */
export function Difference({ difference, search, change }: Props) {
  const { summary } = difference;
  const tiles: { kind: Kind; label: string; count: number; sign: string }[] = [
    { kind: 'new', label: 'New assets', count: summary.assets_added, sign: '+' },
    { kind: 'gone', label: 'Gone assets', count: summary.assets_removed, sign: '−' },
    { kind: 'changed', label: 'Changed assets', count: summary.assets_changed, sign: '' },
    { kind: 'new_findings', label: 'New findings', count: summary.findings_added, sign: '+' },
    { kind: 'gone_findings', label: 'Gone findings', count: summary.findings_removed, sign: '−' },
    { kind: 'not_comparable', label: 'Not comparable', count: difference.not_comparable.length, sign: '?' },
  ];
  const isShown = (kind: Kind) => search.kind === undefined || search.kind.split(',').includes(kind);
  const fits = (finding: MovedFinding) => search.severity === undefined || search.severity.split(',').includes(finding.severity ?? '');
  const isNothing = tiles.every((tile) => tile.count === 0);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        {tiles.map((tile) => (
          <button
            key={tile.kind}
            type="button"
            className="panel tile tile-button"
            aria-pressed={search.kind !== undefined && isShown(tile.kind)}
            onClick={() => change({ kind: toggled(search.kind, tile.kind) })}
          >
            <Text size="sm">{tile.label}</Text>
            <strong>
              {tile.count > 0 && <span aria-hidden="true">{tile.sign}</span>}
              {tile.count.toLocaleString('en')}
            </strong>
          </button>
        ))}
      </SimpleGrid>
      <Text size="sm">{riskSentence(summary.risk_score_change)}</Text>
      {isNothing && <Text>Both scans saw the same.</Text>}
      {difference.truncated === true && <Text role="note">Only the first 1,000 of each kind are listed here; the numbers count all.</Text>}
      {isShown('new_findings') && (
        <Findings title="New findings" sign="added" findings={difference.findings_added.filter(fits)} />
      )}
      {isShown('new') && <Assets title="New assets" sign="added" assets={difference.assets_added} />}
      {isShown('changed') && <ChangedAssets assets={difference.assets_changed} />}
      {isShown('gone_findings') && (
        <Findings title="Gone findings" sign="removed" findings={difference.findings_removed.filter(fits)} />
      )}
      {isShown('gone') && <Assets title="Gone assets" sign="removed" assets={difference.assets_removed} />}
      {isShown('not_comparable') && (
        <List
          title="Not comparable"
          note="The newer scan could not look at these, or not at all of each; what they showed may still be there."
          items={difference.not_comparable}
          keyOf={(one) => one.asset_value}
        >
          {(one) => (
            <>
              <span className="mono">{visible(one.asset_value)}</span>: {words(one.reason).toLowerCase()}
              {one.detail && <span className="muted"> ({visible(one.detail)})</span>}
            </>
          )}
        </List>
      )}
    </Stack>
  );
}

function riskSentence(change: number): string {
  if (change === 0) {
    return 'The mean risk score did not change.';
  }
  const points = Math.abs(change).toLocaleString('en', { maximumFractionDigits: 1 });
  return `The mean risk score ${change > 0 ? 'rose' : 'fell'} by ${points} points.`;
}

function List<T>(props: {
  title: string;
  note?: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
}) {
  const { title, note, items, keyOf, children } = props;
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <section className="panel" aria-label={title}>
      <Title order={2} size={18} mb="xs">
        {title} ({items.length.toLocaleString('en')})
      </Title>
      {note && (
        <Text size="sm" c="dimmed" mb="xs">
          {note}
        </Text>
      )}
      <ul className="change-list">
        {(isOpen ? items : items.slice(0, MOST_SHOWN)).map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {items.length > MOST_SHOWN && !isOpen && (
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
          Show all {items.length.toLocaleString('en')}
        </Button>
      )}
    </section>
  );
}

function Name({ asset }: { asset: { asset_id: string | null; asset_value: string } }) {
  return asset.asset_id === null ? (
    <span className="mono">{visible(asset.asset_value)}</span>
  ) : (
    <AssetLink asset={{ asset_id: asset.asset_id, asset_value: asset.asset_value }} />
  );
}

function Assets({ title, sign, assets }: { title: string; sign: Sign; assets: readonly Moved[] }) {
  return (
    <List title={title} items={assets} keyOf={(asset) => asset.asset_value}>
      {(asset) => (
        <span className="change-line">
          <Mark sign={sign} />
          <Name asset={asset} />
          <Score score={asset.risk_score} level={asset.risk_level} />
        </span>
      )}
    </List>
  );
}

function Findings({ title, sign, findings }: { title: string; sign: Sign; findings: readonly MovedFinding[] }) {
  return (
    <List title={title} items={findings} keyOf={(finding) => finding.finding_id}>
      {(finding) => (
        <span className="change-line">
          <Mark sign={sign} />
          {finding.severity !== null && <Level value={finding.severity} />}
          <Link to="/findings" search={{ open: finding.finding_id, state: 'all' }}>
            {finding.title}
          </Link>
          <span className="mono muted">{visible(finding.asset_value)}</span>
        </span>
      )}
    </List>
  );
}

function ChangedAssets({ assets }: { assets: ScanDifference['assets_changed'] }) {
  return (
    <List title="Changed assets" items={assets} keyOf={(asset) => asset.asset_value}>
      {(asset) => (
        <>
          <Name asset={asset} />
          <dl className="fields">
            {asset.changes.map((one, index) => (
              <Field key={`${one.field} ${index}`} change={one} />
            ))}
          </dl>
        </>
      )}
    </List>
  );
}
