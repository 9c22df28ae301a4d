import { number, read, type SearchOf, text } from '../table/parameters';

const RULES = { days: number(1, 365), domain: text(253) };

export const USUAL_DAYS = 30;

export type AnalyticsSearch = SearchOf<typeof RULES>;

export const readAnalyticsSearch = (given: Record<string, unknown>): AnalyticsSearch => read(RULES, given);
