// Reads cases as JSON from standard input, each a list of [name, value], and prints what MDN HTTP Observatory's tests
// make of each. The one argument is the folder of its package. Its scanner is not used: nothing is fetched.

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const load = (file) => import(pathToFileURL(path.join(folder, "src", file)));

// Its list of preloaded hosts is fetched when it is installed, and may not be there; the host judged is in no such list.
const readFileSync = fs.readFileSync;
fs.readFileSync = (file, ...options) =>
  String(file).endsWith("hsts-preload.json") ? "{}" : readFileSync(file, ...options);

const { Requests } = await load("types.js");
const { contentSecurityPolicyTest } = await load("analyzer/tests/csp.js");
const { strictTransportSecurityTest } = await load("analyzer/tests/strict-transport-security.js");
const { referrerPolicyTest } = await load("analyzer/tests/referrer-policy.js");
const { xContentTypeOptionsTest } = await load("analyzer/tests/x-content-type-options.js");
const { xFrameOptionsTest } = await load("analyzer/tests/x-frame-options.js");

const TESTS = {
  csp: contentSecurityPolicyTest,
  hsts: strictTransportSecurityTest,
  referrer: referrerPolicyTest,
  sniffing: xContentTypeOptionsTest,
  framing: xFrameOptionsTest,
};

// Every field of a name is kept, in its order.
function fields(headers) {
  const made = {};
  for (const [name, value] of headers) {
    (made[name.toLowerCase()] ??= []).push(value);
  }
  Object.defineProperty(made, "get", { value: (name) => made[name.toLowerCase()]?.[0] });
  return made;
}

function judge(headers) {
  const requests = new Requests("acme.test");
  const response = { headers: fields(headers), status: 200, verified: true, data: "", httpEquiv: new Map() };
  requests.responses.auto = response;
  requests.responses.https = response;
  requests.session = { url: new URL("https://acme.test/") };
  return Object.fromEntries(
    Object.entries(TESTS).map(([name, test]) => {
      const { pass, result } = test(requests);
      return [name, { pass, result }];
    }),
  );
}

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(judge)));
