// The part of Firebase's Auth emulator that the web app uses, on this machine: accounts with passwords, tokens that
// nobody signed, mails that are only noted. Its host is another site than the service's, as it is in the world.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const PROJECT = 'demo-acme';
const KEY = 'web-key';
const LIFETIME_S = 3_600;
const LEAST_LETTERS = 6;

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Starts it; `settings` are what the service needs to know of it, `mails` what would have been sent. */
export async function startFirebase() {
  const accounts = new Map();
  const mails = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${server.address().port}`;

  async function answer(request, response) {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type' };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, headers).end();
      return;
    }
    const address = new URL(request.url, `http://${host}`);
    const body = JSON.parse((await textOf(request)) || '{}');
    const call = address.pathname.replace('/identitytoolkit.googleapis.com/v1/accounts:', '');
    const [status, said] = address.searchParams.get('key') === KEY ? done(call, body) : refusal('API key not valid.');
    response.writeHead(status, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(said));
  }

  function done(call, body) {
    switch (call) {
      case 'signUp':
        if (accounts.has(body.email)) {
          return refusal('EMAIL_EXISTS');
        }
        if (body.password.length < LEAST_LETTERS) {
          return refusal('WEAK_PASSWORD : Password should be at least 6 characters');
        }
        accounts.set(body.email, { id: randomUUID(), password: body.password });
        return [200, { idToken: token(body.email) }];
      case 'signInWithPassword':
        return accounts.get(body.email)?.password === body.password
          ? [200, { idToken: token(body.email) }]
          : refusal('INVALID_LOGIN_CREDENTIALS');
      case 'sendOobCode':
        if (body.requestType === 'PASSWORD_RESET' && !accounts.has(body.email)) {
          return refusal('EMAIL_NOT_FOUND');
        }
        mails.push(body.requestType);
        return [200, {}];
      default:
        return [404, {}];
    }
  }

  function token(email) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `https://securetoken.google.com/${PROJECT}`,
      aud: PROJECT,
      iat: now,
      exp: now + LIFETIME_S,
      auth_time: now,
      sub: accounts.get(email).id,
      email,
      email_verified: false,
    };
    return `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`;
  }

  return {
    origin: `http://${host}`,
    mails,
    settings: {
      ENVIRONMENT: 'development',
      RECONAI_AUTH: 'firebase',
      FIREBASE_PROJECT_ID: PROJECT,
      FIREBASE_API_KEY: KEY,
      FIREBASE_AUTH_EMULATOR_HOST: host,
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function refusal(message) {
  return [400, { error: { code: 400, message } }];
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
