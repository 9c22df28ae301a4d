import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

/** A link to a page of ours whose address is only known as text. */
export function AppLink({ href, className, title, children }: { href: string; className?: string; title?: string; children: ReactNode }) {
  const router = useRouter();
  const go = (event: MouseEvent) => {
    if (!event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void router.navigate({ href });
    }
  };
  const isOurs = /^\/(?![/\\])/.test(href);
  return isOurs ? (
    <a href={href} onClick={go} className={className} title={title}>
      {children}
    </a>
  ) : (
    <>{children}</>
  );
}
