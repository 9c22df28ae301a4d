import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** What will be here, and the step that leads to it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <section className="panel empty">
      <Title order={2} size={18} mb="xs">
        {title}
      </Title>
      {children && (
        <Text mb={action ? 'md' : 0} component="div">
          {children}
        </Text>
      )}
      {action}
    </section>
  );
}
