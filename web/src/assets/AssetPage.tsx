import './asset.css';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { plural, visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { AssetMenu } from './AssetMenu';
import { Score } from './Score';
import { TABS } from './tabs';
import { useAsset } from './useAsset';

/** One asset: what it is, what can be done with it, and the way to each part of what was seen. */
export function AssetPage() {
  const { assetId = '' } = useParams({ strict: false });
  const asset = useAsset();
  if (asset.error && !asset.data) {
    return <Problem error={asset.error} again={() => void asset.refetch()} />;
  }
  if (!asset.data) {
    return <Skeleton h={600} />;
  }
  const seen = asset.data;
  return (
    <>
      <PageHead title={visible(seen.asset_value)}>
        <Score score={seen.risk_score} level={seen.risk_level} />
        <AssetMenu asset={seen} />
      </PageHead>
      <Group gap="lg" mb="md" c="dimmed">
        <Text size="sm">{words(seen.asset_type)}</Text>
        <Text size="sm" className="mono">
          {seen.addresses.map((address) => address.ip + (address.blocked_by ? ` (not probed: ${address.blocked_by})` : '')).join(', ') ||
            'no address'}
        </Text>
        <Text size="sm">
          first seen <Time at={seen.discovered_at} />, last looked at <Time at={seen.last_scanned_at} />
          {seen.next_scan_at !== null && (
            <>
              , next <Time at={seen.next_scan_at} />
            </>
          )}
        </Text>
        {seen.state === 'stale' && <Text size="sm">not found by the last scan</Text>}
        {seen.owner !== null && <Text size="sm">answered for by {visible(seen.owner)}</Text>}
        {seen.tags.length > 0 && <Text size="sm">tagged {seen.tags.map(visible).join(', ')}</Text>}
      </Group>
      <nav aria-label="Parts of the asset" className="tab-line">
        {TABS.map((tab) => (
          <Link
            key={tab.id}
            to={tab.to}
            params={{ assetId }}
            search={{}}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
            resetScroll={false}
          >
            {tab.label}
            {tab.id === 'findings' && seen.security_findings.length > 0 && (
              <span className="muted">
                {' '}
                {seen.security_findings.length}
                <span className="sr-only"> {plural(seen.security_findings.length, 'finding').replace(/^\S+ /, '')}</span>
              </span>
            )}
          </Link>
        ))}
      </nav>
      <Stack gap="lg">
        <Outlet />
      </Stack>
    </>
  );
}
