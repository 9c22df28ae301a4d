import type { ReactNode } from 'react';

/** What may be wider than a phone: scrolls by itself, also by keyboard, so that the page does not. */
export function Wide({ label, panel, children }: { label: string; panel?: boolean; children: ReactNode }) {
  return (
    <div className={panel ? 'wide panel' : 'wide'} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
