// The part of Stripe that the service uses, on this machine: what is asked for is kept, a page takes the payment, and
// what happened is told to the service in signed events.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

export const PRICES = { STRIPE_PRICE_ID_PRO: 'price_pro', STRIPE_PRICE_ID_ENTERPRISE: 'price_enterprise' };
const KEY = 'sk_test_key';
const SECRET = 'whsec_of_tests';
const MONTH_S = 30 * 86_400;

/** Starts it; `service` is where events go to. */
export async function startStripe(service) {
  const sessions = new Map();
  const subscriptions = new Map();
  let number = 0;
  let held = false;
  const waiting = [];
  const id = (prefix) => `${prefix}_${Date.now().toString(36)}${++number}`;

  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;

  async function answer(request, response) {
    const form = new URLSearchParams(await textOf(request));
    const path = new URL(request.url, origin).pathname;
    const [, , kind, one] = path.split('/');
    if (path.startsWith('/pay/')) {
      return page(request.method, path, response);
    }
    if (request.headers.authorization !== `Bearer ${KEY}`) {
      return json(response, 401, { error: { type: 'invalid_request_error', message: 'Invalid API Key' } });
    }
    switch (`${request.method} ${kind}`) {
      case 'POST customers':
        return json(response, 200, { id: id('cus'), object: 'customer' });
      case 'POST checkout': {
        const session = id('cs');
        sessions.set(session, form);
        return json(response, 200, { id: session, object: 'checkout.session', url: `${origin}/pay/${session}` });
      }
      case 'POST billing_portal':
        return json(response, 200, { id: id('bps'), object: 'billing_portal.session', url: form.get('return_url') });
      case 'GET subscriptions':
        return json(response, 200, object(subscriptions.get(one)));
      case 'POST subscriptions': {
        const known = subscriptions.get(one);
        known.ends = form.get('cancel_at_period_end') === 'true';
        void tell('customer.subscription.updated', object(known));
        return json(response, 200, object(known));
      }
      case 'POST invoices': {
        const known = subscriptions.get(form.get('subscription'));
        return json(response, 200, { object: 'invoice', amount_due: 9_900, currency: 'usd', period_end: known.end });
      }
      default:
        return json(response, 404, { error: { type: 'invalid_request_error', message: `no ${path}` } });
    }
  }

  function page(method, path, response) {
    const session = path.split('/')[2];
    const form = sessions.get(session);
    if (path.endsWith('/done') && method === 'POST') {
      pay(session, form);
      return go(response, form.get('success_url'));
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>Pay</title><link rel="icon" href="data:,">
      <form method="post" action="/pay/${session}/done"><button>Pay $99</button></form>
      <a href="${form.get('cancel_url')}">Back without paying</a></html>`);
  }

  function pay(session, form) {
    const now = Math.floor(Date.now() / 1_000);
    const known = {
      id: id('sub'),
      customer: form.get('customer'),
      workspace: form.get('metadata[workspace_id]'),
      price: form.get('line_items[0][price]'),
      status: 'active',
      ends: false,
      start: now,
      end: now + MONTH_S,
    };
    subscriptions.set(known.id, known);
    const metadata = { workspace_id: known.workspace };
    // In an order that nobody would choose.
    void tell('invoice.payment_succeeded', invoice(known, 'subscription_create', 9_900));
    void tell('customer.subscription.created', object(known));
    void tell('checkout.session.completed', { id: session, customer: known.customer, subscription: known.id, metadata });
  }

  /** Tells the service at once, or when it is let go on. */
  async function tell(type, what) {
    const body = JSON.stringify({
      id: id('evt'),
      object: 'event',
      type,
      created: Math.floor(Date.now() / 1_000),
      data: { object: what },
    });
    if (held) {
      waiting.push(body);
      return undefined;
    }
    return post(body);
  }

  async function post(body) {
    const seconds = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
    const answer = await fetch(`${service}/api/billing/webhook`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${seconds},v1=${signature}` },
      body,
    });
    return answer.status;
  }

  return {
    origin,
    /** What the service is started with. */
    variables: { STRIPE_API_BASE: origin, STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET, ...PRICES },
    /** From now on nothing is told, until `release`. */
    hold: () => (held = true),
    release: async () => {
      held = false;
      await Promise.all(waiting.splice(0).map(post));
    },
    /** The newest subscription's next payment fails. */
    fail: () => {
      const known = [...subscriptions.values()].at(-1);
      return tell('invoice.payment_failed', invoice(known, 'subscription_cycle', 0));
    },
    settle: () => {
      const known = [...subscriptions.values()].at(-1);
      return tell('invoice.payment_succeeded', invoice(known, 'subscription_update', 9_900));
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function invoice(known, reason, paid) {
  return {
    id: `in_${known.id}`,
    object: 'invoice',
    customer: known.customer,
    billing_reason: reason,
    amount_due: 9_900,
    amount_paid: paid,
    currency: 'usd',
    hosted_invoice_url: 'https://invoice.stripe.com/i/1',
    parent: { subscription_details: { subscription: known.id, metadata: { workspace_id: known.workspace } } },
    lines: { data: [{ pricing: { price_details: { price: known.price } }, period: { start: known.start, end: known.end } }] },
  };
}

function object(known) {
  const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2032 };
  return {
    id: known.id,
    object: 'subscription',
    customer: known.customer,
    status: known.status,
    cancel_at_period_end: known.ends,
    metadata: { workspace_id: known.workspace },
    default_payment_method: { id: 'pm_1', object: 'payment_method', type: 'card', card },
    items: {
      object: 'list',
      data: [{ id: `si_${known.id}`, object: 'subscription_item', price: { id: known.price, object: 'price' }, current_period_end: known.end }],
    },
  };
}

async function textOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': 'req_1' });
  response.end(JSON.stringify(body));
}

function go(response, address) {
  response.writeHead(303, { Location: address });
  response.end();
}
