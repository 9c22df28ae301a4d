import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import '../../changes/changes.css';
import { Field } from '../../changes/Field';
import { SeverityCounts } from '../../ui/Level';
import { Pager } from '../../ui/Pager';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { Time } from '../../ui/Time';
import { assetsApi, type Look } from '../api';
import { Score } from '../Score';
import { useSeen } from '../useAsset';

/** The asset through the scans that saw it; any two can be compared. */
export function HistoryTab() {
  const asset = useSeen();
  const [page, setPage] = useState(1);
  const [two, setTwo] = useState<Look[]>([]);
  const navigate = useNavigate();
  const history = useQuery({
    queryKey: ['asset', asset.asset_id, 'history', page],
    queryFn: () => assetsApi.history(asset.asset_id, page),
  });
  if (history.error) {
    return <Problem error={history.error} again={() => void history.refetch()} />;
  }
  if (!history.data) {
    return <Skeleton h={200} />;
  }
  const looks = history.data.data;
  const toggle = (look: Look) =>
    setTwo((known) =>
      known.some((one) => one.scan_id === look.scan_id)
        ? known.filter((one) => one.scan_id !== look.scan_id)
        : [...known.slice(-1), look],
    );
  const compare = () => {
    const [from, to] = [...two].sort((left, right) => (left.at < right.at ? -1 : 1));
    if (from && to) {
      void navigate({ to: '/changes', search: { from: from.scan_id, to: to.scan_id } });
    }
  };
  return (
    <>
      <Panel title="Score over time">
        <ScoreLine looks={looks} />
      </Panel>
      <Panel
        title="Scans that saw it"
        aside={
          <Group gap="sm">
            {two.length < 2 && <Text size="sm">Mark two to compare them</Text>}
            <Button size="xs" variant="default" disabled={two.length < 2} onClick={compare}>
              Compare
            </Button>
          </Group>
        }
      >
        <ol className="looks">
          {looks.map((look) => (
            <li key={look.scan_id}>
              <input
                type="checkbox"
                aria-label={`Mark the scan of ${new Date(look.at).toLocaleString('en')}`}
                checked={two.some((one) => one.scan_id === look.scan_id)}
                onChange={() => toggle(look)}
              />
              <div>
                <Group gap="sm">
                  <Link to="/scans/$scanId" params={{ scanId: look.scan_id }}>
                    <Time at={look.at} />
                  </Link>
                  <Score score={look.risk_score} level={look.risk_level} />
                  <SeverityCounts counts={look.findings_by_severity} />
                </Group>
                <Text size="sm" c="dimmed">
                  {look.open_ports.length === 0 ? 'no open port seen' : `ports ${look.open_ports.slice(0, 20).join(', ')}`}
                </Text>
                {look.changes.length > 0 && (
                  <dl className="fields">
                    {look.changes.map((change, index) => (
                      <Field key={`${change.field} ${index}`} change={change} />
                    ))}
                  </dl>
                )}
              </div>
            </li>
          ))}
        </ol>
        <Pager of={history.data.pagination} onPage={setPage} />
      </Panel>
    </>
  );
}

const HEIGHT = 100;

/** The scores as a line, oldest left; the list below says the same. */
function ScoreLine({ looks }: { looks: Look[] }) {
  const oldest = [...looks].reverse();
  const [first, last] = [oldest[0], oldest.at(-1)];
  if (oldest.length < 2 || !first || !last) {
    return <Text c="dimmed">One scan saw it so far: there is nothing to compare yet.</Text>;
  }
  const points = oldest.map((look, index) => `${(index * 100) / (oldest.length - 1)},${HEIGHT - look.risk_score}`).join(' ');
  const scores = oldest.map((look) => look.risk_score);
  return (
    <>
      <Text size="sm" mb="xs">
        From {first.risk_score} to {last.risk_score} in {oldest.length} scans; lowest {Math.min(...scores)}, highest {Math.max(...scores)}.
      </Text>
      <svg className="score-line" viewBox={`0 -2 100 ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 50, 100].map((level) => (
          <line key={level} x1="0" x2="100" y1={HEIGHT - level} y2={HEIGHT - level} />
        ))}
        <polyline points={points} />
      </svg>
    </>
  );
}
