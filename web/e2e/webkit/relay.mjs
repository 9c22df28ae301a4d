// The proxy through which WebKit asks, since WebDriver tells nothing of requests: says what goes by, and lets a journey
// answer, hold or cut it.
import { EventEmitter } from 'node:events';
import { createServer, request as send } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** So long nothing is under way when all is loaded. */
const QUIET_MS = 500;
const POLL_MS = 50;

/** Starts one that leads to the origin and to nowhere else. `heard` tells of each "request" and "response". */
export async function startRelay(origin) {
  const heard = new EventEmitter();
  const routes = [];
  const underWay = new Set();
  let quietSince = Date.now();

  const relay = createServer((request, response) => {
    const { url, headers } = request;
    heard.emit('request', { url: () => url });
    if (!headers.accept?.includes('text/event-stream')) {
      underWay.add(request);
      response.on('close', () => {
        underWay.delete(request);
        quietSince = Date.now();
      });
    }
    if (!URL.canParse(url) || new URL(url).origin !== origin) {
      response.writeHead(403).end();
      return;
    }
    const pass = () => forward(request, response, heard);
    const { answer } = routes.find(({ pattern }) => fits(pattern, url)) ?? { answer: pass };
    void answer({
      request: () => ({ url: () => url, headers: () => headers }),
      continue: async () => pass(),
      abort: async () => response.destroy(),
      fulfill: async ({ contentType, body, json }) => {
        response.writeHead(200, { 'Content-Type': contentType ?? 'application/json' });
        response.end(body ?? JSON.stringify(json));
      },
    });
  });
  relay.on('connect', ({ url }, socket) => {
    heard.emit('request', { url: () => `https://${url}` });
    socket.destroy();
  });
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve));

  return {
    heard,
    address: `127.0.0.1:${relay.address().port}`,
    route: (pattern, answer) => void routes.unshift({ pattern, answer }),
    unroute: (pattern) => void routes.splice(routes.findIndex((route) => route.pattern === pattern), 1),
    /** Waits until nothing but streams of events is under way. */
    idle: async () => {
      while (underWay.size > 0 || Date.now() - quietSince < QUIET_MS) {
        await pause(POLL_MS);
      }
    },
    close: async () => {
      relay.closeAllConnections();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}

function forward(request, response, heard) {
  const { hostname, port, pathname, search } = new URL(request.url);
  const { method, headers } = request;
  const onward = send({ hostname, port, path: pathname + search, method, headers }, (answer) => {
    heard.emit('response', { url: () => request.url, status: () => answer.statusCode });
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => response.writableFinished || onward.destroy());
  request.pipe(onward);
}

/** Whether an address is meant by a pattern: a regular expression, or text in which * stands for all but a slash, ** for all. */
export function fits(pattern, url) {
  if (pattern instanceof RegExp) {
    return pattern.test(url);
  }
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'));
  return new RegExp(`^${escaped}$`).test(url);
}
