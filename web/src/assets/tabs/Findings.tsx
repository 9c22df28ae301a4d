import { Text } from '@mantine/core';
import type { Finding } from '../../api/types';
import { Panel } from '../../ui/Panel';
import { Findings } from '../Findings';
import { useSeen } from '../useAsset';

/** All that is wrong, one category after the other, the one with the worst first. */
export function FindingsTab() {
  const asset = useSeen();
  const categories = grouped(asset.security_findings);
  if (categories.length === 0) {
    return <Text>Nothing is wrong as far as was looked. The summary says what was not looked at.</Text>;
  }
  return categories.map(([category, findings]) => (
    <Panel key={category} title={`${category} (${findings.length})`}>
      <Findings assetId={asset.asset_id} findings={findings} />
    </Panel>
  ));
}

/** The service gives the worst first, so the first of each category says where it comes. */
function grouped(findings: readonly Finding[]): [string, Finding[]][] {
  const categories = new Map<string, Finding[]>();
  for (const finding of findings) {
    categories.set(finding.category, [...(categories.get(finding.category) ?? []), finding]);
  }
  return [...categories];
}
