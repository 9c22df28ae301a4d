import { page, texts } from '../app/searchTexts';

const TABS = ['inbox', 'channels', 'rules', 'deliveries'] as const;
export type AlertTab = (typeof TABS)[number];

export interface AlertSearch {
  tab?: AlertTab;
  page?: number;
  read?: string;
  event?: string;
  severity?: string;
  channel?: string;
}

export function readAlertSearch(search: Record<string, unknown>): AlertSearch {
  const tab = TABS.find((one) => one === search['tab']);
  return { ...(tab ? { tab } : {}), ...page(search), ...texts(search, ['read', 'event', 'severity', 'channel']) };
}
