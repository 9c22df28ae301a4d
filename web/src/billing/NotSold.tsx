import { Code, Text } from '@mantine/core';
import { Panel } from '../ui/Panel';

/** For whoever runs the service: how plans come to be sold. */
export function NotSold() {
  return (
    <Panel title="Plans are not sold here">
      <Text size="sm">Whoever runs this service sets the plans; ask there for another one. To sell them by Stripe, it is started with:</Text>
      <ul className="tight">
        <li>
          <Code>STRIPE_SECRET_KEY</Code>: the secret key of the account at Stripe
        </li>
        <li>
          <Code>STRIPE_PRICE_ID_PRO</Code>, and <Code>STRIPE_PRICE_ID_ENTERPRISE</Code> where that is sold too: monthly prices made there
        </li>
        <li>
          <Code>STRIPE_WEBHOOK_SECRET</Code>: the signing secret of an endpoint for <Code>/api/billing/webhook</Code>
        </li>
        <li>
          <Code>RECONAI_PUBLIC_URL</Code>: the address that people come back to
        </li>
      </ul>
    </Panel>
  );
}
