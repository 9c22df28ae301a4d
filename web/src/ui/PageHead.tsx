import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useWindowTitle } from './WorkspaceName';

interface Props {
  title: string;
  /** For the window's title only, such as "12 critical". */
  note?: string;
  children?: ReactNode;
}

/** The one heading of a page; takes the focus when the page opens, and names the window. */
export function PageHead({ title, note, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const windowTitle = useWindowTitle(note ? `${title} (${note})` : title);
  useEffect(() => {
    document.title = windowTitle;
  }, [windowTitle]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <Group justify="space-between" mb="lg" gap="sm">
      <Title order={1} size={26} ref={heading} tabIndex={-1} className="page-title">
        {title}
      </Title>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  );
}
