import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePreferences } from '../app/preferences';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { say } from '../ui/toasts';
import { words } from '../ui/text';
import { billingApi, type Card, type Subscription } from './api';
import { leaveFor } from './leave';
import { dayOf, isLive, money, standing } from './money';

/** What is paid, how and until when; and the ways to change that. */
export function SubscriptionPanel() {
  const { timeZone } = usePreferences();
  const subscription = useQuery({ queryKey: ['subscription'], queryFn: billingApi.subscription });
  if (subscription.error) {
    return <Problem error={subscription.error} again={() => void subscription.refetch()} />;
  }
  if (!subscription.data) {
    return <Skeleton h={120} />;
  }
  const known = subscription.data;
  return (
    <Panel title={`Subscription: ${words(known.plan)}`}>
      <Stack gap="xs">
        <Text>{standing(known, timeZone)}</Text>
        {known.next_invoice && (
          <Text size="sm">
            Next bill: {money(known.next_invoice.amount, known.next_invoice.currency)} on {dayOf(known.next_invoice.date, timeZone)}.
          </Text>
        )}
        {known.payment_method && <Text size="sm">Paid with {cardText(known.payment_method)}.</Text>}
        {isLive(known) && <Actions known={known} timeZone={timeZone} />}
      </Stack>
    </Panel>
  );
}

function cardText({ brand, last4, exp_month, exp_year }: Card): string {
  const end = exp_month === null || exp_year === null ? '' : `, valid until ${String(exp_month).padStart(2, '0')}/${exp_year}`;
  return `${words(brand ?? 'card')} ending in ${last4 ?? '????'}${end}`;
}

function useSubscriptionChange(change: () => Promise<unknown>, said: string, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(['subscription', 'me'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      say(said);
      done?.();
    },
  });
}

function Actions({ known, timeZone }: { known: Subscription; timeZone: string | null }) {
  const [isAsking, setIsAsking] = useState(false);
  const portal = useMutation({ mutationFn: billingApi.portal, onSuccess: ({ data }) => leaveFor(data.portal_url) });
  const resume = useSubscriptionChange(billingApi.resume, 'The subscription goes on');
  const error = portal.error ?? resume.error;
  return (
    <>
      <Group gap="sm">
        <RoleButton needs="owner" variant="default" loading={portal.isPending || portal.isSuccess} onClick={() => portal.mutate()}>
          Card and invoices
        </RoleButton>
        {known.cancel_at_period_end ? (
          <RoleButton needs="owner" loading={resume.isPending} onClick={() => resume.mutate()}>
            Resume the subscription
          </RoleButton>
        ) : (
          <RoleButton needs="owner" variant="default" onClick={() => setIsAsking(true)}>
            Cancel the subscription
          </RoleButton>
        )}
      </Group>
      {error && <Problem error={error} />}
      {isAsking && <CancelDialog known={known} timeZone={timeZone} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function CancelDialog({ known, timeZone, onClose }: { known: Subscription; timeZone: string | null; onClose: () => void }) {
  const cancel = useSubscriptionChange(billingApi.cancel, 'The subscription will end', onClose);
  const end = known.current_period_end === null ? 'the end of the period' : dayOf(known.current_period_end, timeZone);
  return (
    <Modal opened onClose={onClose} title="Cancel the subscription" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">What will happen:</Text>
        <ul className="tight">
          <li>
            {words(known.plan)} stays as it is until {end}. It can be resumed until then.
          </li>
          <li>After that the limits of the free plan apply, and schedules beyond it rest.</li>
          <li>Assets and findings stay; history is kept as long as the free plan keeps it.</li>
          <li>Nothing more is charged.</li>
        </ul>
        {cancel.error && <Problem error={cancel.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel on {end}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
