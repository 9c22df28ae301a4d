import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { plural } from '../ui/text';
import { assetsApi } from './api';

/** By how much the score of its asset falls once a finding is fixed, as the advice for the asset has it; else nothing. */
export function IfFixed({ assetId, findingId }: { assetId: string; findingId: string }) {
  const advice = useQuery({ queryKey: ['asset', assetId, 'advice'], queryFn: () => assetsApi.advice(assetId) });
  const step = advice.data?.steps.find((one) => one.findings.includes(findingId));
  if (!step || step.score_gain <= 0) {
    return null;
  }
  const others = step.findings.length - 1;
  return (
    <Text size="sm" mt={6}>
      <strong>If fixed: </strong>
      the score of the asset is {plural(step.score_gain, 'point')} less
      {others > 0 && `, together with ${plural(others, 'finding')} of the same step`}.
    </Text>
  );
}
