import { Anchor, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client';
import type { RiskLevel } from '../api/types';
import { AssetLink } from '../assets/AssetLink';
import { Score } from '../assets/Score';
import { FirstScan } from '../scans/FirstScan';
import { SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { Time } from '../ui/Time';
import { Wide } from '../ui/Wide';

const LEVELS: RiskLevel[] = ['critical', 'high', 'medium', 'low'];

/** What is exposed, what is worst, what was looked at last. */
export function OverviewPage() {
  const riskiest = useQuery({
    queryKey: ['assets', 'riskiest'],
    queryFn: () => api.assets({ page: 1, limit: 5, sort: '-risk_score' }),
  });
  const scans = useQuery({ queryKey: ['scans'], queryFn: api.scans });
  if (riskiest.error) {
    return <Problem error={riskiest.error} again={() => void riskiest.refetch()} />;
  }
  const last = scans.data?.data[0];
  if (scans.data && !last) {
    return (
      <>
        <PageHead title="Overview" />
        <FirstScan />
      </>
    );
  }
  return (
    <>
      <PageHead title="Overview" />
      <SimpleGrid cols={{ base: 2, md: 3, lg: 6 }} mb="lg">
        <Link to="/assets" search={{}} className="panel tile">
          <Text size="sm">Assets</Text>
          <strong>{riskiest.data?.pagination.total_items ?? '…'}</strong>
        </Link>
        {LEVELS.map((level) => (
          <LevelTile key={level} level={level} />
        ))}
        {last && (
          <Link to="/scans/$scanId" params={{ scanId: last.scan_id }} className="panel tile">
            <Text size="sm">Last scan</Text>
            <strong style={{ fontSize: 18 }}>
              <Time at={last.created_at} />
            </strong>
            <Text size="sm">{last.domain}</Text>
          </Link>
        )}
      </SimpleGrid>
      <section className="panel" aria-labelledby="riskiest">
        <Title order={2} size={18} id="riskiest" mb="sm">
          Riskiest assets
        </Title>
        {riskiest.data ? (
          <Stack gap="xs">
            <Wide label="Riskiest assets">
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Asset</Table.Th>
                    <Table.Th>Risk</Table.Th>
                    <Table.Th className="wide-only">Why</Table.Th>
                    <Table.Th>Findings</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {riskiest.data.data.map((asset) => (
                    <Table.Tr key={asset.asset_id}>
                      <Table.Td>
                        <AssetLink asset={asset} />
                      </Table.Td>
                      <Table.Td>
                        <Score score={asset.risk_score} level={asset.risk_level} />
                      </Table.Td>
                      <Table.Td className="wide-only">{asset.risk_factors.join(', ') || <span className="muted">nothing stands out</span>}</Table.Td>
                      <Table.Td>
                        <SeverityCounts counts={asset.open_findings_by_severity} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
            <Anchor component={Link} to="/assets" size="sm">
              All assets
            </Anchor>
          </Stack>
        ) : (
          <Skeleton h={160} />
        )}
      </section>
    </>
  );
}

function LevelTile({ level }: { level: RiskLevel }) {
  const count = useQuery({
    queryKey: ['assets', 'count', level],
    queryFn: () => api.assets({ page: 1, limit: 1, sort: '-risk_score', risk_level: level }),
  });
  return (
    <Link to="/assets" search={{ risk_level: level }} className="panel tile">
      <Text size="sm" tt="capitalize">
        {level} risk
      </Text>
      <strong>{count.data?.pagination.total_items ?? '…'}</strong>
    </Link>
  );
}
