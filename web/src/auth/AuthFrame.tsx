import { Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** What pages without a session share: the name at one side, the form at the other. */
export function AuthFrame({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ReconAI`;
  }, [title]);
  return (
    <div className="sign-in">
      <section className="pitch" aria-label="What this is">
        <img src="/favicon.svg" alt="" width={48} height={48} />
        <Text fz={34} fw={700}>
          ReconAI
        </Text>
        <Text fz="lg">Automated Intelligence, Proactive Security.</Text>
        <Text>Finds every host that belongs to a domain, and looks at each from outside.</Text>
        <Text>Says what is wrong and shows the evidence.</Text>
        <Text>Ranks it by a score that explains itself.</Text>
      </section>
      <main className="form">
        <Title order={1} size={24} mb="lg">
          {title}
        </Title>
        {children}
      </main>
    </div>
  );
}
