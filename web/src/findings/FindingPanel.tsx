import { CloseButton, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AssetLink } from '../assets/AssetLink';
import { IfFixed } from '../assets/IfFixed';
import { CopyButton } from '../ui/CopyButton';
import { Level } from '../ui/Level';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { visible, words } from '../ui/text';
import { Time } from '../ui/Time';
import { findingsApi } from './api';
import { State } from './columns';
import { recipesFor } from './recipes';
import { Remarks } from './Remarks';
import { ACTIONS, mayBecome, stateName, type TriageAction } from './states';
import type { FindingDetail } from './types';

interface Props {
  findingId: string;
  act: (action: TriageAction, finding: FindingDetail) => void;
  close: () => void;
  /** The heading takes the focus. */
  isFocused?: boolean;
}

/** One finding: what it is, how we know, what to do, and what was decided. */
export function FindingPanel({ findingId, act, close }: Props) {
  const finding = useQuery({ queryKey: ['findings', 'one', findingId], queryFn: () => findingsApi.one(findingId) });
  if (finding.error && !finding.data) {
    return (
      <>
        <CloseButton onClick={close} aria-label="Close the finding" ml="auto" />
        <Problem error={finding.error} again={() => void finding.refetch()} />
      </>
    );
  }
  if (!finding.data) {
    return <Skeleton h={400} />;
  }
  return <Finding finding={finding.data} act={act} close={close} />;
}

function Finding({ finding, act, close }: { finding: FindingDetail } & Omit<Props, 'findingId'>) {
  return (
    <Stack gap="md">
      <div>
        <Group justify="space-between" wrap="nowrap" align="start">
          <Title order={2} size={18} style={{ overflowWrap: 'anywhere' }}>
            {finding.title}
          </Title>
          <CloseButton onClick={close} aria-label="Close the finding" />
        </Group>
        <Group gap="xs" mt={6}>
          <Level value={finding.severity} />
          <Text size="sm" fw={600}>
            <State finding={finding} />
          </Text>
          <Text size="sm" c="dimmed">
            {words(finding.confidence)}
          </Text>
        </Group>
        <Text size="sm" mt={6}>
          <AssetLink asset={finding} />
        </Text>
        <Text size="sm" className="mono">
          {visible(finding.subject)}
        </Text>
      </div>
      <Group gap={6} role="group" aria-label="Decide">
        {ACTIONS.filter((action) => mayBecome(finding.state, action.state)).map((action) => (
          <RoleButton key={action.state} needs="analyst" size="xs" variant="default" onClick={() => act(action, finding)}>
            {action.label}&nbsp;<kbd aria-hidden="true">{action.key}</kbd>
          </RoleButton>
        ))}
      </Group>
      <Decision finding={finding} />
      <Part title="What it is">
        <Text size="sm">{finding.description}</Text>
      </Part>
      <Part title="How we know">
        {finding.proofs.map((proof) => (
          <div key={proof.pointer}>
            <pre className="excerpt">{visible(proof.excerpt)}</pre>
            <Link
              to="/assets/$assetId/evidence"
              params={{ assetId: finding.asset_id }}
              search={{ at: proof.pointer }}
              className="small"
              aria-label={`Show it in the evidence: ${proof.pointer}`}
            >
              Show it in the evidence
            </Link>
          </div>
        ))}
      </Part>
      <Part title="What to do">
        <Text size="sm">{finding.remediation}.</Text>
        <IfFixed assetId={finding.asset_id} findingId={finding.finding_id} />
        <Recipes finding={finding} />
        {finding.references.length > 0 && (
          <Text size="xs" c="dimmed" mt={6}>
            {finding.references.join(' · ')}
          </Text>
        )}
      </Part>
      <Remarks key={finding.finding_id} finding={finding} />
      <Part title="History">
        <History finding={finding} />
      </Part>
      <Text size="xs" c="dimmed" className="mono">
        {finding.type} · {finding.finding_id}
      </Text>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} size={14} mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Decision({ finding }: { finding: FindingDetail }) {
  if (finding.reason === null && finding.accepted_until === null) {
    return null;
  }
  return (
    <blockquote className="reason">
      {finding.reason !== null && visible(finding.reason)}
      {finding.accepted_until !== null && (
        <Text size="xs" c="dimmed">
          until {new Date(finding.accepted_until).toLocaleDateString('en', { dateStyle: 'medium' })}
        </Text>
      )}
    </blockquote>
  );
}

function Recipes({ finding }: { finding: FindingDetail }) {
  return (
    <>
      {recipesFor(finding.type, finding.parent_domain).map((recipe) => (
        <div key={recipe.for} className="recipe">
          <Group justify="space-between" gap={4}>
            <Text size="xs" fw={600}>
              {recipe.for}
            </Text>
            <CopyButton size="compact-xs" text={recipe.text} what={`for ${recipe.for}`} />
          </Group>
          <pre className="excerpt">{recipe.text}</pre>
        </div>
      ))}
    </>
  );
}

function History({ finding }: { finding: FindingDetail }) {
  return (
    <ol className="history">
      {finding.history.map((step, index) => (
        <li key={`${step.at} ${index}`}>
          <Text size="sm">
            <Time at={step.at} />: {step.from === null ? 'first seen' : stateName(step.to).toLowerCase()}
            {step.actor.type === 'user' ? ` by ${visible(step.actor.email ?? 'a former member')}` : ' by a scan'}
          </Text>
          {step.reason !== null && (
            <Text size="sm" c="dimmed">
              {visible(step.reason)}
            </Text>
          )}
          {step.scan_id !== null && (
            <Link to="/scans/$scanId" params={{ scanId: step.scan_id }} className="small">
              The scan
            </Link>
          )}
        </li>
      ))}
      <li>
        <Text size="sm">
          First seen <Time at={finding.first_seen_at} />, last seen <Time at={finding.last_seen_at} />
        </Text>
      </li>
    </ol>
  );
}
