import { Skeleton, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client';
import { SeverityCounts } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { Time } from '../ui/Time';
import { Wide } from '../ui/Wide';
import { FirstScan } from './FirstScan';

/** All scans, the newest first. */
export function ScansPage() {
  const scans = useQuery({ queryKey: ['scans'], queryFn: api.scans, refetchInterval: 5_000 });
  return (
    <>
      <PageHead title="Scans" />
      {scans.error && <Problem error={scans.error} again={() => void scans.refetch()} />}
      {!scans.data && !scans.error && <Skeleton h={300} />}
      {scans.data?.data.length === 0 && <FirstScan />}
      {scans.data && scans.data.data.length > 0 && (
        <Wide label="Scans" panel>
          <Table verticalSpacing="sm">
            <caption className="sr-only">Scans, the newest first</caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Domain</Table.Th>
                <Table.Th>Status</Table.Th>
                <Table.Th>Mode</Table.Th>
                <Table.Th>Assets</Table.Th>
                <Table.Th>Findings</Table.Th>
                <Table.Th>Started</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {scans.data.data.map((scan) => (
                <Table.Tr key={scan.scan_id}>
                  <Table.Td>
                    <Link to="/scans/$scanId" params={{ scanId: scan.scan_id }} className="mono">
                      {scan.domain}
                    </Link>
                  </Table.Td>
                  <Table.Td>
                    {words(scan.scan_status)}
                    {scan.scan_status === 'running' && ` (${scan.scan_progress} %)`}
                  </Table.Td>
                  <Table.Td>{words(scan.mode)}</Table.Td>
                  <Table.Td>{scan.assets_discovered}</Table.Td>
                  <Table.Td>
                    <SeverityCounts counts={scan.findings_by_severity} />
                  </Table.Td>
                  <Table.Td>
                    <Time at={scan.created_at} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </>
  );
}
