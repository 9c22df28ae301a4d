import { Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { api } from '../api/client';
import { Level } from '../ui/Level';
import { Problem } from '../ui/Problem';
import { visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { certificate } from './columns';
import { Score } from './Score';

const MOST = 6;

/** The ways to the assets before and after; undefined at the ends of the list. */
export interface Steps {
  before: (() => void) | undefined;
  after: (() => void) | undefined;
}

interface Props {
  assetId: string | undefined;
  close: () => void;
  steps?: Steps | undefined;
}

/** The essentials of an asset beside the list; from a list the arrows to the sides go on to the others. */
export function AssetPreview({ assetId, close, steps }: Props) {
  const step = (event: KeyboardEvent) => {
    const go = { ArrowLeft: steps?.before, ArrowRight: steps?.after }[event.key];
    if (go && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go();
    }
  };
  return (
    <Drawer
      opened={assetId !== undefined}
      onClose={close}
      position="right"
      size={440}
      title="Preview"
      closeButtonProps={{ 'aria-label': 'Close the preview' }}
      onKeyDown={step}
    >
      {steps && (
        <Group gap="xs" mb="md">
          <Step go={steps.before}>Previous asset</Step>
          <Step go={steps.after}>Next asset</Step>
        </Group>
      )}
      {assetId !== undefined && <Essentials assetId={assetId} />}
    </Drawer>
  );
}

/** Keeps the focus at the end of the list too, so that the arrows go on working. */
function Step({ go, children }: { go: (() => void) | undefined; children: string }) {
  return (
    <Button size="xs" variant="default" onClick={go} {...(go ? {} : { 'data-disabled': true, 'aria-disabled': true })}>
      {children}
    </Button>
  );
}

function Essentials({ assetId }: { assetId: string }) {
  const asset = useQuery({ queryKey: ['asset', assetId], queryFn: () => api.asset(assetId) });
  if (asset.error) {
    return <Problem error={asset.error} again={() => void asset.refetch()} />;
  }
  if (!asset.data) {
    return <Skeleton h={300} />;
  }
  const seen = asset.data;
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size={18} className="mono">
          {visible(seen.asset_value)}
        </Title>
        <Text size="sm" c="dimmed">
          {words(seen.asset_type)}, last looked at <Time at={seen.last_scanned_at} />
        </Text>
      </div>
      <Score score={seen.risk_score} level={seen.risk_level} />
      <Facts
        of={[
          ['Addresses', seen.ip_addresses.join(', ') || 'none'],
          ['Open ports', seen.open_ports.join(', ') || 'none seen'],
          ['Technologies', seen.technologies.map(visible).join(', ') || 'none recognised'],
          ['HTTP', seen.http_status === null ? 'not reached' : `${seen.http_status}${seen.title ? `, ${visible(seen.title)}` : ''}`],
          ['Certificate', certificate(seen) ?? 'none seen'],
        ]}
      />
      <section aria-label="Worst findings">
        <Title order={3} size={16} mb="xs">
          Findings ({seen.security_findings.length})
        </Title>
        <Stack gap={6}>
          {seen.security_findings.slice(0, MOST).map((finding) => (
            <Group key={finding.finding_id} gap="xs" wrap="nowrap" align="start">
              <Level value={finding.severity} />
              <Text size="sm">{finding.title}</Text>
            </Group>
          ))}
          {seen.security_findings.length > MOST && (
            <Text size="sm" c="dimmed">
              and {seen.security_findings.length - MOST} more
            </Text>
          )}
        </Stack>
      </section>
      <Button renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId }} search={{}} {...props} />}>
        All about it
      </Button>
    </Stack>
  );
}

function Facts({ of }: { of: [string, string][] }) {
  return (
    <dl className="facts">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
