import { Alert, Loader, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { words } from '../ui/text';
import { billingApi } from './api';
import { arrival } from './money';

const PAUSE_MS = 1_500;

/** After the checkout: what was bought comes by a message of Stripe's, a little later than the person. */
export function CheckoutReturn() {
  const search = useSearch({ from: '/signed-in/settings/billing' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [began] = useState(Date.now);
  const [now, setNow] = useState(began);
  const subscription = useQuery({ queryKey: ['subscription'], queryFn: billingApi.subscription });
  const state = arrival(search, subscription.data?.plan, now - began);
  const isWaiting = state === 'waiting';
  useEffect(() => {
    if (!isWaiting) {
      return undefined;
    }
    const timer = window.setInterval(() => {
      setNow(Date.now());
      void queries.invalidateQueries({ queryKey: ['subscription'] });
    }, PAUSE_MS);
    return () => window.clearInterval(timer);
  }, [isWaiting, queries]);
  const isBought = state === 'bought';
  useEffect(() => {
    if (isBought) {
      ['me', 'usage', 'payments'].forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
    }
  }, [isBought, queries]);
  const close = () => void navigate({ to: '/settings/billing', search: {} });
  switch (state) {
    case 'none':
      return null;
    case 'left':
      return (
        <Alert color="blue" role="status" withCloseButton closeButtonLabel="Close" onClose={close}>
          You came back without paying. Nothing was bought, and nothing has changed.
        </Alert>
      );
    case 'waiting':
      return (
        <Alert color="blue" role="status" icon={<Loader size="xs" aria-hidden="true" />}>
          Thank you. Waiting for the payment service to confirm it; this takes some seconds.
        </Alert>
      );
    case 'late':
      return (
        <Alert color="yellow" role="status" withCloseButton closeButtonLabel="Close" onClose={close}>
          <Text size="sm">
            The payment is on its way: the confirmation has not arrived yet. The plan changes by itself when it does; there is no need
            to pay again.
          </Text>
        </Alert>
      );
    case 'bought':
      return (
        <Alert color="green" role="status" withCloseButton closeButtonLabel="Close" onClose={close}>
          {words(subscription.data?.plan ?? '')} is active. Thank you.
        </Alert>
      );
  }
}
