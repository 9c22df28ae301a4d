import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { inWorkspace } from '../../api/workspace';
import { Code } from '../../ui/Code';
import { Panel } from '../../ui/Panel';
import { assetsApi } from '../api';
import { EvidenceView } from '../EvidenceView';
import { useSeen } from '../useAsset';

/** Everything that was recorded, value by value, and how to judge it again without this service. */
export function EvidenceTab() {
  const asset = useSeen();
  const { at }: { at?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const showAll = () => void navigate({ to: '/assets/$assetId/evidence', params: { assetId: asset.asset_id }, search: {}, resetScroll: false });
  return (
    <>
      <Panel
        title="Evidence"
        aside={
          <Group gap="sm">
            {at !== undefined && (
              <Button size="xs" variant="default" onClick={showAll}>
                All evidence
              </Button>
            )}
            <Button size="xs" variant="default" component="a" href={inWorkspace(assetsApi.evidenceFile(asset.asset_id))} download>
              Download
            </Button>
          </Group>
        }
      >
        <EvidenceView assetId={asset.asset_id} at={at} />
      </Panel>
      <Panel title="Judge it again, offline">
        <Stack gap="xs">
          <Text size="sm">
            The evidence of the whole scan is on the scan’s page. This command judges it with the rules that you have, without sending anything:
          </Text>
          <Code text="reconai replay evidence.jsonl" what="command that judges the evidence again" />
        </Stack>
      </Panel>
    </>
  );
}
