import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Level } from '../../ui/Level';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { visible } from '../../ui/text';
import { assetsApi } from '../api';
import { Coverage, Discovery } from '../Observed';
import { RiskBars } from '../RiskBars';
import { useSeen } from '../useAsset';

const MOST = 5;

/** Why this score, the worst of what is wrong, and what was not looked at. */
export function SummaryTab() {
  const asset = useSeen();
  const advice = useQuery({ queryKey: ['asset', asset.asset_id, 'advice'], queryFn: () => assetsApi.advice(asset.asset_id) });
  const gains = new Map(advice.data?.steps.flatMap((step) => step.findings.map((id) => [id, step.score_gain] as const)));
  return (
    <>
      <Panel title="Why this score">
        <RiskBars asset={asset} />
      </Panel>
      <Panel
        title="Worst findings"
        aside={
          asset.security_findings.length > MOST && (
            <Link to="/assets/$assetId/findings" params={{ assetId: asset.asset_id }} search={{}}>
              All {asset.security_findings.length}
            </Link>
          )
        }
      >
        {asset.security_findings.length === 0 && <Text>Nothing is wrong as far as was looked. See below what was not looked at.</Text>}
        <Stack gap="xs">
          {asset.security_findings.slice(0, MOST).map((finding) => (
            <Group key={finding.finding_id} gap="sm" wrap="nowrap" align="start">
              <Level value={finding.severity} />
              <div>
                <Link to="/findings" search={{ open: finding.finding_id, asset_id: asset.asset_id, state: 'all' }}>
                  {finding.title}
                </Link>{' '}
                <Text span size="sm" c="dimmed" className="mono">
                  {visible(finding.location)}
                </Text>
              </div>
              {(gains.get(finding.finding_id) ?? 0) > 0 && (
                <Text size="sm" ml="auto" style={{ whiteSpace: 'nowrap' }}>
                  if fixed: {asset.risk_score - (gains.get(finding.finding_id) ?? 0)}
                </Text>
              )}
            </Group>
          ))}
        </Stack>
        {advice.error && <Problem error={advice.error} again={() => void advice.refetch()} />}
        {asset.security_findings.length > 0 && (
          <Button
            size="xs"
            mt="md"
            variant="default"
            renderRoot={(props: object) => <Link to="/assets/$assetId/advice" params={{ assetId: asset.asset_id }} search={{}} {...props} />}
          >
            What to do first
          </Button>
        )}
      </Panel>
      <Panel title="What was looked at">
        <Coverage asset={asset} />
      </Panel>
      <Panel title="How it was found">
        <Discovery asset={asset} />
      </Panel>
      {asset.notes !== null && (
        <Panel title="Notes">
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {visible(asset.notes).replaceAll('\\u000a', '\n')}
          </Text>
        </Panel>
      )}
    </>
  );
}
