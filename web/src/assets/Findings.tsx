import { Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Finding } from '../api/types';
import { Level } from '../ui/Level';
import { visible } from '../ui/text';
import { IfFixed } from './IfFixed';

/** Each weakness with its proof and its remedy, worst first. */
export function Findings({ assetId, findings }: { assetId: string; findings: Finding[] }) {
  if (findings.length === 0) {
    return <Text>Nothing is wrong as far as was looked. See below what was not looked at.</Text>;
  }
  return (
    <Stack gap="md">
      {findings.map((finding) => (
        <article key={finding.finding_id} className={`finding panel ${finding.severity}`}>
          <Group gap="sm" mb={4}>
            <Level value={finding.severity} />
            <Title order={3} size={16}>
              {finding.title}
            </Title>
          </Group>
          <Text size="sm" c="dimmed" className="mono">
            {finding.type} · {visible(finding.location)}
          </Text>
          <Text size="sm" mt={6}>
            {finding.description}
          </Text>
          {finding.evidence.map((proof) => (
            <div key={proof.pointer}>
              <pre className="excerpt">{visible(proof.excerpt)}</pre>
              <Link
                to="/assets/$assetId/evidence"
                params={{ assetId }}
                search={{ at: proof.pointer }}
                resetScroll={false}
                aria-label={`Show it in the evidence: ${finding.title}`}
              >
                Show it in the evidence
              </Link>
            </div>
          ))}
          <Text size="sm" mt={8}>
            <strong>What to do: </strong>
            {finding.remediation}.
          </Text>
          <IfFixed assetId={assetId} findingId={finding.finding_id} />
          {finding.references.length > 0 && (
            <Text size="xs" c="dimmed" mt={4}>
              {finding.references.join(' · ')}
            </Text>
          )}
        </article>
      ))}
    </Stack>
  );
}
