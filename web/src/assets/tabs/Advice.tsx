import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../ui/Panel';
import { Problem } from '../../ui/Problem';
import { visible } from '../../ui/text';
import { assetsApi } from '../api';
import { useSeen } from '../useAsset';

/** What to do, the most effective first, and what the words mean. */
export function AdviceTab() {
  const asset = useSeen();
  const advice = useQuery({ queryKey: ['asset', asset.asset_id, 'advice'], queryFn: () => assetsApi.advice(asset.asset_id) });
  const terms = useQuery({ queryKey: ['terms', asset.parent_domain], queryFn: () => assetsApi.terms(asset.parent_domain) });
  if (advice.error) {
    return <Problem error={advice.error} again={() => void advice.refetch()} />;
  }
  if (!advice.data) {
    return <Skeleton h={300} />;
  }
  const { steps, recommendation, generated_by } = advice.data;
  return (
    <>
      <Panel title="What to do first">
        {steps.length === 0 ? (
          <Text>{visible(recommendation)}</Text>
        ) : (
          <ol className="steps">
            {steps.map((step) => (
              <li key={`${step.title} ${step.findings[0] ?? ''}`}>
                <Text fw={600}>
                  {visible(step.title)}
                  {step.score_gain > 0 && <span className="muted gain"> {step.score_gain} points less</span>}
                </Text>
                <Text size="sm">{visible(step.detail)}.</Text>
                {step.findings[0] !== undefined && (
                  <Link to="/findings" search={{ open: step.findings[0], asset_id: asset.asset_id, state: 'all' }} className="small">
                    The finding<span className="sr-only">: {step.title}</span>
                  </Link>
                )}
              </li>
            ))}
          </ol>
        )}
        <Text size="sm" c="dimmed" mt="md">
          {generated_by === 'rules'
            ? 'From the catalogue of findings; the points come from scoring the asset again without the finding.'
            : 'The order and the points come from scoring again without the finding.'}
        </Text>
      </Panel>
      {(terms.data?.length ?? 0) > 0 && (
        <Panel title="What the words mean">
          <dl className="terms">
            {terms.data?.map(([term, meaning]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{meaning}.</dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
    </>
  );
}
