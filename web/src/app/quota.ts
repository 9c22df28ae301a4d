import type { Profile } from '../api/types';

export interface Use {
  what: string;
  limit: number;
  /** Whole percent, rounded down, so that 100 means used up. */
  percent: number;
}

type Metered = Pick<Profile, 'api_calls_used' | 'api_calls_limit' | 'scan_credits_used' | 'scan_credits_limit'>;

/** What is nearest to its limit; undefined where nothing is limited. */
export function highestUse(me: Metered): Use | undefined {
  return [
    use('scan credits', me.scan_credits_used, me.scan_credits_limit),
    use('API calls', me.api_calls_used, me.api_calls_limit),
  ]
    .filter((one) => one !== undefined)
    .sort((left, right) => right.percent - left.percent)[0];
}

function use(what: string, used: number, limit: number | null): Use | undefined {
  return limit === null || limit === 0 ? undefined : { what, limit, percent: Math.floor((used * 100) / limit) };
}
