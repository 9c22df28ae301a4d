import { createContext, type ReactNode, useContext } from 'react';

const Name = createContext<string | undefined>(undefined);

/** Lets the pages below say in their window's title which workspace they show. */
export function WorkspaceName({ value, children }: { value: string | undefined; children: ReactNode }) {
  return <Name value={value}>{children}</Name>;
}

/** "Findings (12 critical) · Acme · ReconAI" */
export function useWindowTitle(page: string): string {
  return [page, useContext(Name), 'ReconAI'].filter(Boolean).join(' · ');
}
