import { useQueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { api } from '../api/client';
import { currentReach, isBack, lastAnswer, onReach } from '../api/reach';
import type { Config, Profile } from '../api/types';
import { useAway } from '../api/useAway';
import { useMe } from '../auth/roles';
import { Time } from '../ui/Time';
import { useWorkspace } from '../workspaces/current';
import { highestUse } from './quota';

const AGE_MS = 15_000;

/** The one thing that everybody should know now; nothing most of the time. */
export function Banners() {
  const reach = useSyncExternalStore(onReach, currentReach);
  const away = useAway();
  const me = useMe();
  const workspace = useWorkspace();
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const wait = useCountdown(reach.throttledUntil);
  useReturn(reach.isAway);
  if (away !== undefined) {
    return (
      <Banner tone="bad">
        {away}. What is shown may be old: the last answer came <LastAnswer />. It is tried again by itself.
      </Banner>
    );
  }
  if (wait > 0) {
    return <Banner tone="warn">Too many requests in a short time. It goes on by itself in {wait} s.</Banner>;
  }
  if (me?.subscription_status === 'past_due') {
    return (
      <Banner tone="bad">
        {me.plan === 'free'
          ? 'The last payment failed, and the limits of the free plan apply until it is made.'
          : 'The last payment failed. Seven days after it the limits of the free plan apply, until it is made.'}{' '}
        <Link to="/settings/billing">{me.role === 'owner' ? 'Mend the payment' : 'Plan and usage'}</Link>
      </Banner>
    );
  }
  const quota = me && quotaBanner(me);
  if (quota) {
    return quota;
  }
  if (workspace?.status === 'archived') {
    return <Banner tone="info">This workspace is archived: it can be read, and nothing in it changes.</Banner>;
  }
  return config?.demo ? <DemoBanner config={config} /> : null;
}

function LastAnswer() {
  const at = lastAnswer();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), AGE_MS);
    return () => window.clearInterval(timer);
  }, []);
  return at === undefined ? 'before this page was opened' : <Time at={new Date(at).toISOString()} />;
}

function quotaBanner(me: Profile): ReactNode {
  const use = highestUse(me);
  if (!use || use.percent < 80) {
    return null;
  }
  return (
    <Banner tone={use.percent >= 100 ? 'bad' : 'warn'}>
      {use.percent >= 100 ? `All ${use.limit.toLocaleString('en')}` : `${use.percent} % of`} {use.what} of this period{' '}
      {use.percent >= 100 ? 'are used up' : 'are used'}; they begin anew on {new Date(me.usage_reset_at).toLocaleDateString('en')}.{' '}
      <Link to="/settings/billing">Plan and usage</Link>

    </Banner>
  );
}

function DemoBanner({ config }: { config: Config }) {
  return (
    <Banner tone="info">
      This is a demonstration ({config.version}): the organisation and its hosts are simulated on this machine.
    </Banner>
  );
}

function Banner({ tone, children }: { tone: 'bad' | 'warn' | 'info'; children: ReactNode }) {
  return (
    <div className={`banner ${tone}`} role={tone === 'info' ? 'note' : 'status'}>
      {children}
    </div>
  );
}

/** Whole seconds until a moment; 0 from then on. */
function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until <= Date.now()) {
      return undefined;
    }
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [until]);
  return Math.max(0, Math.ceil((until - now) / 1_000));
}

const LONGEST_PAUSE_MS = 30_000;

/** While the service is away, asks whether it is back, less and less often; then everything is read again. */
function useReturn(isAway: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isAway) {
      return undefined;
    }
    let pause = 1_000;
    let timer = 0;
    const ask = async () => {
      const isThere = await fetch('/health/live').then((answer) => answer.ok, () => false);
      if (isThere) {
        isBack();
        void queries.invalidateQueries();
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      timer = window.setTimeout(() => void ask(), pause);
    };
    timer = window.setTimeout(() => void ask(), pause);
    return () => window.clearTimeout(timer);
  }, [isAway, queries]);
}
