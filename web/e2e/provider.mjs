// A small OpenID provider on this machine: lets in whoever it is told to, at once, and gives tokens for codes as OpenID
// Connect Core 1.0 and RFC 7636 want it. Its host is another site than the service's, as it is in the world.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const AUDIENCE = 'reconai-web';
const SECRET = 'of the tests';
const KEY_ID = 'key-1';
const LIFETIME_S = 3_600;

const base64 = (text) => Buffer.from(text).toString('base64url');

/** Starts it; `settings` are what the service needs to know of it. */
export async function startProvider() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${server.address().port}`;
  const provider = {
    origin,
    settings: { RECONAI_AUTH: 'oidc', OIDC_ISSUER: origin, OIDC_AUDIENCE: AUDIENCE, OIDC_CLIENT_SECRET: SECRET },
    /** Who sits before the browser. */
    person: { sub: 'ana', email: 'ana@acme.example', email_verified: true, name: 'Ana' },
    /** Whether that person says no when asked. */
    declines: false,
    close: () => new Promise((resolve) => server.close(resolve)),
  };

  async function answer(request, response) {
    const address = new URL(request.url, origin);
    switch (address.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, 200, {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/keys`,
        });
      case '/keys':
        return json(response, 200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] });
      case '/authorize':
        return authorize(address.searchParams, response);
      case '/token':
        return json(response, ...exchange(new URLSearchParams(await textOf(request)), request.headers.authorization));
      default:
        return json(response, 404, {});
    }
  }

  function authorize(asked, response) {
    const back = new URL(asked.get('redirect_uri'));
    back.searchParams.set('state', asked.get('state'));
    if (provider.declines) {
      back.searchParams.set('error', 'access_denied');
    } else {
      const code = randomUUID();
      codes.set(code, { asked, person: provider.person });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { Location: back.href }).end();
  }

  function exchange(form, shown) {
    const granted = codes.get(form.get('code'));
    codes.delete(form.get('code'));
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    const client = `Basic ${Buffer.from(`${AUDIENCE}:${SECRET.replaceAll(' ', '+')}`).toString('base64')}`;
    if (shown !== client || challenge !== granted?.asked.get('code_challenge')) {
      return [400, { error: 'invalid_grant' }];
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: origin, aud: AUDIENCE, iat: now, exp: now + LIFETIME_S, nonce: granted.asked.get('nonce'), ...granted.person };
    return [200, { token_type: 'Bearer', access_token: randomUUID(), id_token: signed(claims) }];
  }

  function signed(claims) {
    const text = `${base64(JSON.stringify({ alg: 'RS256', kid: KEY_ID }))}.${base64(JSON.stringify(claims))}`;
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
  }

  return provider;
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
