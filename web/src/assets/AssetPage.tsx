import { Anchor, Breadcrumbs, Button, Group, Modal, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../api/client';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { Addresses, Leaks, Registration } from './Around';
import { EvidenceView } from './EvidenceView';
import { Findings } from './Findings';
import { Certificates, Coverage, Discovery, Ports, Records, Technologies, Web } from './Observed';
import { SiteInfo } from './SiteInfo';
import { RiskBars } from './RiskBars';
import { Score } from './Score';

/** One asset: why its score, what is wrong, and everything that was seen. */
export function AssetPage() {
  const { assetId = '' } = useParams({ strict: false });
  const { at }: { at?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const asset = useQuery({ queryKey: ['asset', assetId], queryFn: () => api.asset(assetId) });
  const goTo = (pointer?: string) =>
    void navigate({ to: '/assets/$assetId', params: { assetId }, search: pointer === undefined ? {} : { at: pointer }, resetScroll: false });
  if (asset.error) {
    return <Problem error={asset.error} again={() => void asset.refetch()} />;
  }
  if (!asset.data) {
    return <Skeleton h={600} />;
  }
  const seen = asset.data;
  return (
    <>
      <Breadcrumbs mb="xs">
        <Anchor component={Link} to="/assets">
          Assets
        </Anchor>
        <Text>{visible(seen.asset_value)}</Text>
      </Breadcrumbs>
      <PageHead title={visible(seen.asset_value)}>
        <Score score={seen.risk_score} level={seen.risk_level} />
      </PageHead>
      <Group gap="lg" mb="lg" c="dimmed">
        <Text size="sm">{words(seen.asset_type)}</Text>
        <Text size="sm" className="mono">
          {seen.addresses.map((address) => address.ip + (address.blocked_by ? ` (not probed: ${address.blocked_by})` : '')).join(', ') ||
            'no address'}
        </Text>
        <Text size="sm">
          first seen <Time at={seen.discovered_at} />, last looked at <Time at={seen.last_scanned_at} />
        </Text>
        <Button size="xs" variant="default" onClick={() => goTo('')}>
          All evidence
        </Button>
      </Group>
      <Stack gap="lg">
        <Section title="Why this score">
          <RiskBars asset={seen} />
        </Section>
        <Section title={`Findings (${seen.security_findings.length})`}>
          <Findings assetId={seen.asset_id} findings={seen.security_findings} />
        </Section>
        <Section title="Network">
          <Addresses asset={seen} />
        </Section>
        {seen.asset_type === 'domain' && (
          <>
            <Section title="Registration">
              <Registration asset={seen} />
            </Section>
            <Section title="Breaches">
              <Leaks asset={seen} />
            </Section>
          </>
        )}
        <Section title="Ports">
          <Ports asset={seen} />
        </Section>
        <Section title="Technologies">
          <Technologies asset={seen} />
        </Section>
        <Section title="TLS">
          <Certificates asset={seen} />
        </Section>
        <Section title="Web">
          <Web asset={seen} />
        </Section>
        <Section title="Site">
          <SiteInfo asset={seen} />
        </Section>
        <Section title="DNS">
          <Records asset={seen} />
        </Section>
        <Section title="How it was found">
          <Discovery asset={seen} />
        </Section>
        <Section title="What was looked at">
          <Coverage asset={seen} />
        </Section>
      </Stack>
      <Modal opened={at !== undefined} onClose={() => goTo()} title="Evidence" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
        {at !== undefined && <EvidenceView assetId={assetId} at={at} />}
      </Modal>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <Title order={2} size={18} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}
