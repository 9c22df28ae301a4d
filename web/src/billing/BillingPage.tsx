import { Badge, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { PageHead } from '../ui/PageHead';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { billingApi, type Plan, type Subscription } from './api';
import { BuyButton } from './BuyButton';
import { CheckoutReturn } from './CheckoutReturn';
import { HistoryPanel } from './HistoryPanel';
import { NotSold } from './NotSold';
import { SubscriptionPanel } from './SubscriptionPanel';
import { UsagePanel } from './UsagePanel';

/** The plan of the workspace and what of it is used. */
export function BillingPage() {
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  const areLimited = config?.quotas === 'enforced';
  const isSold = config?.billing_enabled === true;
  return (
    <div className="stack">
      <PageHead title="Plan and usage" />
      {isSold && <CheckoutReturn />}
      {config && !areLimited && (
        <Panel title="Nothing is limited here">
          <Text>Whoever runs this service sells no plans: API calls, scans, members and history have no limits of a plan.</Text>
        </Panel>
      )}
      {isSold && <SubscriptionPanel />}
      <UsagePanel />
      {(areLimited || isSold) && <Plans />}
      {isSold && <HistoryPanel />}
      {areLimited && !isSold && <NotSold />}
    </div>
  );
}

function Plans() {
  const plans = useQuery({ queryKey: ['plans'], queryFn: billingApi.plans, staleTime: Infinity });
  const subscription = useQuery({ queryKey: ['subscription'], queryFn: billingApi.subscription });
  const error = plans.error ?? subscription.error;
  if (error) {
    return <Problem error={error} again={() => void Promise.all([plans.refetch(), subscription.refetch()])} />;
  }
  if (!plans.data || !subscription.data) {
    return <Skeleton h={320} />;
  }
  const { plan: current, subscription_status, billing_enabled } = subscription.data;
  return (
    <Panel title="Plans">
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {plans.data.map((plan) => (
          <article key={plan.plan} className={plan.plan === current ? 'plan current' : 'plan'} aria-label={plan.name}>
            <Title order={3} size={16}>
              {plan.name}{' '}
              {plan.plan === current && (
                <Badge tt="none" variant="filled" radius="sm">
                  your plan
                </Badge>
              )}
            </Title>
            <p className="price">{price(plan)}</p>
            <ul>
              {offers(plan).map((offer) => (
                <li key={offer}>{offer}</li>
              ))}
            </ul>
            {billing_enabled && canBeBought(plan, subscription.data) && <BuyButton plan={plan} current={current} />}
          </article>
        ))}
      </SimpleGrid>
      <Text size="sm" mt="md">
        Status of the subscription: {words(subscription_status).toLowerCase()}.{' '}
        {!billing_enabled && 'Plans are set by whoever runs this service; ask there for another one.'}
      </Text>
    </Panel>
  );
}

/** Another plan that costs something; the free one comes by canceling. */
export function canBeBought(plan: Pick<Plan, 'plan'>, subscription: Pick<Subscription, 'plan' | 'subscription_status'>): boolean {
  const owes = subscription.subscription_status === 'past_due';
  return plan.plan !== 'free' && plan.plan !== subscription.plan && !owes;
}

function price(plan: Plan): string {
  if (plan.price_cents === null) {
    return 'By contract';
  }
  const amount = new Intl.NumberFormat('en', { style: 'currency', currency: plan.currency, maximumFractionDigits: 0 });
  return plan.price_cents === 0 ? amount.format(0) : `${amount.format(plan.price_cents / 100)} a ${plan.interval}`;
}

/** What a plan gives, in words. */
export function offers({ limits, features }: Pick<Plan, 'limits' | 'features'>): string[] {
  const count = (limit: number | null, what: string) =>
    `${limit === null ? 'Any number of' : limit.toLocaleString('en')} ${limit === 1 ? what.replace(/s$/, '') : what}`;
  const domains =
    limits.monitored_domains === 0
      ? 'No monitoring'
      : `${count(limits.monitored_domains, 'monitored domains')}${limits.shortest_interval_hours ? `, every ${limits.shortest_interval_hours} h at most` : ''}`;
  return [
    `${count(limits.scan_credits, 'scans')} a month, ${limits.scans_at_once} at once`,
    `${count(limits.hosts_per_scan, 'hosts')} in a scan`,
    `${count(limits.api_calls, 'API calls')} a month`,
    count(limits.members, 'members'),
    domains,
    limits.history_days === null ? 'History without end' : `History of ${limits.history_days} days`,
    ...features.filter((feature) => feature !== 'Scheduled scans'),
  ];
}
