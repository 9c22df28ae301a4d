import { Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePreferences } from '../app/preferences';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { Wide } from '../ui/Wide';
import { billingApi, type Payment } from './api';
import { isPayPlace } from './leave';
import { dayOf, money } from './money';

/** What was paid, and what was not. */
export function HistoryPanel() {
  const [page, setPage] = useState(1);
  const payments = useQuery({
    queryKey: ['payments', page],
    queryFn: () => billingApi.history(page),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="Payments">
      {payments.error && <Problem error={payments.error} again={() => void payments.refetch()} />}
      {payments.isPending && <Skeleton h={90} />}
      {payments.data?.pagination.total_items === 0 && <Text size="sm">Nothing was paid yet.</Text>}
      {payments.data && payments.data.pagination.total_items > 0 && (
        <>
          <Wide label="Payments">
            <Table payments={payments.data.data} />
          </Wide>
          <Pager of={payments.data.pagination} onPage={setPage} />
        </>
      )}
    </Panel>
  );
}

function Table({ payments }: { payments: Payment[] }) {
  const { timeZone } = usePreferences();
  return (
    <table className="plain-table">
      <caption>
        <VisuallyHidden>Payments, the newest first</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What</th>
          <th scope="col">Amount</th>
          <th scope="col">Outcome</th>
          <th scope="col">Invoice</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.event_id}>
            <th scope="row">{dayOf(payment.created_at, timeZone)}</th>
            <td>{payment.description}</td>
            <td>{money(payment.amount, payment.currency)}</td>
            <td>{payment.status === 'succeeded' ? '✓ paid' : '✕ failed'}</td>
            <td>
              {payment.invoice_url && isPayPlace(payment.invoice_url) ? (
                <a href={payment.invoice_url} target="_blank" rel="noopener noreferrer nofollow">
                  Invoice<VisuallyHidden> of {dayOf(payment.created_at, timeZone)}, opens a new window</VisuallyHidden>
                </a>
              ) : (
                '–'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
