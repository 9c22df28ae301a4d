import { SimpleGrid, Text } from '@mantine/core';
import { AppLink } from '../ui/AppLink';
import { visible } from '../ui/text';
import type { Insight } from './api';

const WORDS: Record<Insight['type'], string> = { critical: 'Critical', warning: 'Warning', info: 'News', success: 'Good' };

/** What is worth acting on, with the list that it is about. */
export function Insights({ insights }: { insights: readonly Insight[] }) {
  if (insights.length === 0) {
    return <Text size="sm">No scan yet: there is nothing to say.</Text>;
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
      {insights.map((insight) => (
        <article key={insight.title} className={`panel insight ${insight.type}`}>
          <Text size="sm" fw={600}>
            {WORDS[insight.type]}: {insight.title}
          </Text>
          <Text size="sm">{visible(insight.message)}.</Text>
          {insight.recommendation !== null && <Text size="sm">{insight.recommendation}</Text>}
          <AppLink href={insight.link} className="small">
            Show them<span className="sr-only">: {insight.title}</span>
          </AppLink>
        </article>
      ))}
    </SimpleGrid>
  );
}
