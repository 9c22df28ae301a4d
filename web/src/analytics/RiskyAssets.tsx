import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { visible, words } from '../ui/text';
import { analyticsApi, type Risky } from './api';
import { ChartPanel } from './ChartPanel';

const MOST = 50;
const SHOWN = 10;

/** The riskiest assets, to be narrowed down by name and level. */
export function RiskyAssets({ domain }: { domain: string | undefined }) {
  const [text, setText] = useState('');
  const [level, setLevel] = useState('all');
  const risky = useQuery({ queryKey: ['analytics', 'riskiest', MOST, domain], queryFn: () => analyticsApi.riskiest(MOST, domain) });
  const fits = (asset: Risky) =>
    (level === 'all' || asset.risk_level === level) && asset.asset_value.includes(text.trim().toLowerCase());
  return (
    <ChartPanel
      title="Riskiest assets"
      answer={risky}
      sentence={(data) =>
        data[0] ? `${visible(data[0].asset_value)} has the highest score, ${data[0].risk_score}.` : 'No scan yet.'
      }
      head={['Asset', 'Type', 'Score', 'Level', 'Main reason']}
      rows={(data) =>
        data
          .filter(fits)
          .map((one) => [visible(one.asset_value), words(one.asset_type), one.risk_score, one.risk_level, visible(one.primary_risk ?? '')])
      }
    >
      {(data) => (
        <>
          <Group gap="xs" mb="xs">
            <TextInput size="xs" aria-label="Search the riskiest assets" placeholder="Name" value={text} onChange={(event) => setText(event.currentTarget.value)} />
            <SegmentedControl size="xs" aria-label="Level" value={level} onChange={setLevel} data={['all', 'critical', 'high', 'medium', 'low']} />
          </Group>
          <ul className="change-list">
            {data
              .filter(fits)
              .slice(0, SHOWN)
              .map((asset) => (
                <li key={asset.asset_id}>
                  <span className="change-line">
                    <AssetLink asset={asset} />
                    <Score score={asset.risk_score} level={asset.risk_level} />
                  </span>
                  {asset.primary_risk !== null && <div className="muted small">{visible(asset.primary_risk)}</div>}
                </li>
              ))}
            {data.filter(fits).length === 0 && <li>None of the {MOST} riskiest fits.</li>}
          </ul>
        </>
      )}
    </ChartPanel>
  );
}
