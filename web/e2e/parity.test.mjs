// J31: every element of what was before has its place here, or a better form, which its row names.
//
// The pages and the mock-ups of the original were not at hand. The rows are made from its architecture document (version
// 1.0.0 of 31 October 2025): the fields of its collections, the figures of its dashboard, its routes, its plans and what it
// planned; and from what this app's specification tells of the mock-ups. Neither shows how a page looked, so that a row says
// only that the thing can be found on a page, by role and name. What the document keeps inside (keys of records, ids at
// Stripe, queues) has no rows. Of its plans, dashboards of one's own and notices by the browser are not here; signing in by
// Google is offered by the interface alone, for tokens of an identity provider.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enter, goOn, launch, open } from './browser.mjs';
import { startDemo } from './demo.mjs';

let demo;
let at;
let browser;
let ids;

before(async () => {
  demo = startDemo();
  at = await demo.ready;
  browser = await launch();
  const { page, context } = await open(browser, at.origin);
  await enter(page, at.email, at.password);
  ids = await idsOf(page);
  await context.close();
});

after(async () => {
  await browser?.close();
  const { code } = await demo.stop();
  assert.ok([0, 130, 143].includes(code), `the demo ended with ${code}`);
});

const PATIENCE_MS = 15_000;

const role = (kind, name, options) => (page) => page.getByRole(kind, { name, ...options });
const exactly = (kind, name) => role(kind, name, { exact: true });
const field = (label) => (page) => page.getByLabel(label);
/** A text of the page's own part. */
const text = (pattern) => (page) => page.getByRole('main').getByText(pattern);
const term = (word) => (page) => page.getByRole('term').filter({ hasText: new RegExp(`^${word}$`) });
const click = (kind, name) => async (page) => page.getByRole(kind, { name }).first().click();

/**
 * One row for each element: as the document names it, how it is found, and, where it is here otherwise, in which better form.
 * `path` is given the ids of an asset with a site, of the domain's own asset and of the newest scan; `first` is done once the
 * page is there.
 */
const PAGES = [
  {
    page: 'sign in',
    path: () => '/signin',
    isOutside: true,
    rows: [
      ['user enters e-mail', field('E-mail')],
      ['user enters password', field(/^Password/)],
      ['POST /auth/login', exactly('button', 'Sign in')],
      ['POST /auth/register', role('link', 'Sign up')],
      ['mock-up: the name and its line', (page) => page.getByText('Automated Intelligence, Proactive Security.')],
    ],
  },
  {
    page: 'overview',
    path: () => '/',
    rows: [
      ['dashboard: total assets', role('link', /^Assets\s*\d/)],
      ['dashboard: assets by risk level: critical', role('link', /^critical\s*\d/)],
      ['dashboard: assets by risk level: high', role('link', /^high\s*\d/)],
      ['dashboard: assets by risk level: medium', role('link', /^medium\s*\d/)],
      ['dashboard: assets by risk level: low', role('link', /^low\s*\d/)],
      ['dashboard: average risk score', role('img', /^Risk score \d+ of 100/)],
      ['dashboard: number of scans', role('link', /^Scans\s*\d/)],
      ['mock-up: change in 7 days', text(/comparison yet|a week ago/), 'says when there is nothing to compare with'],
      ['critical risks of late', role('link', /^Became critical in 7 days\s*\d/)],
      ['latest vulnerabilities', exactly('heading', 'Latest severe findings')],
      ['top risky assets', exactly('heading', 'Riskiest assets')],
      ['risk trend', exactly('heading', 'Risk over time')],
      ['insights', exactly('heading', 'Insights')],
      ['POST /assets/scan', exactly('button', 'New scan')],
      ['workspace of the user', role('button', /^Workspace:/), 'as many workspaces as one likes, shared with others'],
      ['photo_url', exactly('button', 'Your account'), 'the initial: nothing is fetched from elsewhere'],
    ],
  },
  {
    page: 'list of assets',
    path: () =>
      '/assets?columns=type,risk,findings,technologies,ports,http,certificate,seen,discovered,domain,title,tags,owner,state',
    there: '[data-row]',
    rows: [
      ['asset_value', role('columnheader', 'Asset')],
      ['asset_type', role('columnheader', 'Type')],
      ['parent_domain', role('columnheader', 'Domain')],
      ['risk_score and risk_level', role('columnheader', 'Risk')],
      ['security_findings', role('columnheader', 'Open findings')],
      ['technologies', role('columnheader', 'Technology')],
      ['open_ports', role('columnheader', 'Open ports')],
      ['http_status', role('columnheader', 'HTTP')],
      ['ssl_cert_info.days_until_expiry', role('columnheader', 'Certificate')],
      ['discovered_at', role('columnheader', 'First seen')],
      ['last_scanned_at', role('columnheader', 'Last seen')],
      ['query by risk_level', exactly('group', 'Level')],
      ['query by asset_type', exactly('group', 'Type')],
      ['query by parent_domain', exactly('group', 'Domain')],
      ['search', (page) => page.getByRole('main').getByRole('searchbox', { name: 'Search assets' })],
      ['sort by risk_score', (page) => page.getByRole('columnheader', { name: 'Risk' }).getByRole('button')],
      ['pages of 20 (skip, limit)', role('group', 'Assets, scrolls'), 'one list that scrolls, or pages under Columns'],
    ],
  },
  {
    page: 'export of assets',
    path: () => '/assets',
    there: '[data-row]',
    first: click('button', 'Export'),
    rows: [
      ['GET /assets/export: CSV', role('menuitem', /^CSV/)],
      ['GET /assets/export: JSON', exactly('menuitem', 'JSON')],
      ['exportable security reports: PDF', exactly('menuitem', 'PDF')],
      ['detailed report', role('menuitem', /^Detailed PDF/)],
      ['planned: data export for programs', role('menuitem', /^SARIF/)],
    ],
  },
  {
    page: 'all assets at once',
    path: () => '/assets',
    there: '[data-row]',
    first: click('button', 'More for all assets'),
    rows: [['mock-up: clear all records', role('menuitem', 'Clear all records')]],
  },
  {
    page: 'several assets',
    path: () => '/assets',
    there: '[data-row]',
    first: async (page) => page.locator('tr[data-row] input[type=checkbox]').first().check(),
    rows: ['Tag', 'Untag', 'Set owner', 'Rescan', 'Delete'].map((name) => [
      `planned: bulk operations: ${name.toLowerCase()}`,
      (page) => page.getByRole('group', { name: 'Marked rows' }).getByRole('button', { name, exact: true }),
    ]),
  },
  {
    page: 'asset: summary',
    path: ({ site }) => `/assets/${site}`,
    rows: [
      ['asset_value', exactly('heading', 'blog.acme.test')],
      ['asset_type', text(/^Subdomain$/)],
      ['risk_score', (page) => page.locator('main .score-cell strong')],
      ['risk_level', text(/^\s*(critical|high|medium|low)$/)],
      ['risk_confidence', text(/Confidence \d+ %/)],
      ['risk_factors', exactly('table', 'What made up the score'), 'bars that add up to the score'],
      ['open_ports_count', text(/open ports/i)],
      ['has_ssh_open', text(/SSH open/i)],
      ['has_rdp_open', text(/remote desktop open/i)],
      ['has_database_ports_open', text(/database open/i)],
      ['ssl_days_until_expiry', text(/days until the certificate expires/i)],
      ['ssl_cert_is_self_signed', text(/certificate not from a trusted authority/i)],
      ['outdated_software_count', text(/outdated software/i)],
      ['breach_history_count', text(/known breaches/i)],
      ['http_security_headers_score', text(/HTTP protections in place/i)],
      ['exposure_type_score', text(/kind of exposure/i)],
      ['dns_misconfig_count', exactly('heading', 'Worst findings'), 'each a finding with its proof'],
      ['planned: importance of the risk factors', exactly('button', 'Show as table')],
      ['discovered_via', exactly('heading', 'How it was found')],
      ['discovered_at', text(/first seen/)],
      ['last_scanned_at', text(/last looked at/)],
      ['raw_metadata', (page) => page.getByRole('navigation', { name: 'Parts of the asset' }).getByRole('link', { name: 'Evidence' })],
      ['POST /assets/{id}/rescan', exactly('button', 'Rescan')],
    ],
  },
  {
    page: 'asset: what can be done with it',
    path: ({ site }) => `/assets/${site}`,
    first: click('button', /^More for/),
    rows: [
      ['DELETE /assets/{id}', exactly('menuitem', 'Delete')],
      ['parent_domain', exactly('menuitem', 'Schedule of acme.test')],
      ['open the host', role('menuitem', /^Open in a new tab/), 'says that it contacts the host'],
    ],
  },
  {
    page: 'asset: edit',
    path: ({ site }) => `/assets/${site}`,
    first: click('button', 'Edit'),
    rows: [
      ['PUT /assets/{id}', exactly('dialog', 'Edit blog.acme.test')],
      ['scan_frequency_hours', field('Looked at again')],
    ],
  },
  {
    page: 'asset: findings',
    path: ({ site }) => `/assets/${site}/findings`,
    rows: [
      ['security_findings.category', role('heading', /\(\d+\)$/)],
      ['security_findings.severity', (page) => page.getByRole('article').getByText(/^\s*(critical|high|medium|low|info)$/)],
      ['security_findings.description', role('article')],
      ['security_findings.detector', text(/^[a-z]+(\.[a-z-]+)+ · /), 'the kind of finding, which the help explains'],
      ['security_findings.remediation', text(/^What to do: /)],
      ['proof', role('link', /^Show it in the evidence/), 'which the original did not keep'],
    ],
  },
  {
    page: 'asset: network',
    path: ({ site }) => `/assets/${site}/network`,
    rows: [
      ['ip_addresses', exactly('columnheader', 'Address')],
      ['ip_geolocation.country and city', exactly('columnheader', 'Where')],
      ['ip_geolocation.latitude and longitude', exactly('columnheader', 'Network'), 'whose network it is: a point on a map is a guess'],
      ['open_ports', exactly('columnheader', 'Port')],
      ['service detection', exactly('columnheader', 'Service')],
    ],
  },
  {
    page: 'asset: TLS',
    path: ({ site }) => `/assets/${site}/tls`,
    rows: [
      ['ssl_cert_info.issuer', text(/^issued by /)],
      ['ssl_cert_info.subject', text('The host’s own')],
      ['ssl_cert_info.expiry', (page) => page.locator('main .validity').getByText(/^\d{4}-\d{2}-\d{2}$/)],
      ['ssl_cert_info.days_until_expiry', text(/days left|^over for/)],
      ['ssl_cert_info.valid', text(/A browser would (accept it|warn)/)],
      ['ssl_cert_info.is_self_signed', text(/Trust: /), 'why it is not trusted'],
    ],
  },
  {
    page: 'asset: web',
    path: ({ site }) => `/assets/${site}/web`,
    rows: [
      ['http_status and http_redirect_chain', (page) => page.getByRole('main').getByRole('listitem').filter({ hasText: /^\d{3} https?:/ })],
      ['server_header', role('cell', 'Server')],
      ['technologies', exactly('heading', 'Technologies')],
      ['http_security_headers_score', text(/^Protection by headers: \d+ of 100/)],
      ...[
        'strict-transport-security',
        'content-security-policy',
        'x-frame-options',
        'x-content-type-options',
        'referrer-policy',
        'permissions-policy',
      ].map((name) => [`http_security_headers: ${name}`, role('cell', new RegExp(`^${name}$`, 'i'))]),
      ['weakness of a header', exactly('columnheader', 'Verdict')],
    ],
  },
  {
    page: 'asset: DNS',
    path: ({ apex }) => `/assets/${apex}/dns`,
    rows: [
      ...['A', 'MX', 'TXT', 'NS'].map((type) => [`dns_records.${type}`, exactly('rowheader', type)]),
      ['missing SPF record', exactly('heading', 'Mail in its name'), 'SPF and DMARC read out in words'],
    ],
  },
  {
    page: 'asset: breaches',
    path: ({ apex }) => `/assets/${apex}/breaches`,
    rows: [
      ['breach_history.breaches: name, date, compromised_data', text(/, (\d{4}-\d{2}-\d{2}|on an unknown day): /)],
      ['breach lookup', text(/^By (Have I Been Pwned|XposedOrNot)/), 'says which source answered, and when none did'],
    ],
  },
  {
    page: 'new scan',
    path: () => '/scans/new',
    rows: [
      ['scan request: domain', field(/^Domain/)],
      ['scan request: scan_subdomains', exactly('checkbox', 'Names below it too')],
      ['scan_type: quick or full', exactly('radiogroup', 'How far to go'), 'what reaches the target decides'],
      ['POST /assets/scan', exactly('button', 'Start the scan')],
    ],
  },
  {
    page: 'scans',
    path: () => '/scans?columns=status,mode,type,assets,findings,moved,started,took,trigger',
    there: '[data-row]',
    rows: [
      ['domain', role('columnheader', 'Domain')],
      ['scan_status', role('columnheader', 'Status')],
      ['scan_type', role('columnheader', 'Type')],
      ['assets_discovered', role('columnheader', 'Assets')],
      ['created_at', role('columnheader', /^Started(?! by)/)],
      ['duration_seconds', role('columnheader', 'Took')],
      ['query by scan_status', exactly('combobox', 'Status')],
    ],
  },
  {
    page: 'scan',
    path: ({ scan }) => `/scans/${scan}`,
    rows: [
      ['domain', exactly('heading', 'Scan of acme.test')],
      ['scan_status and current_phase', (page) => page.getByRole('status').filter({ hasText: 'Completed' })],
      ['scan_progress', exactly('progressbar', 'Progress of the scan')],
      ['scan_type', text(/^(Full|Quick|Rescan) scan in /)],
      ['assets_discovered', text('Hosts looked at')],
      ['high_risk_assets', text('At high risk')],
      ['critical_risk_assets', text('At critical risk')],
      ['started_at and completed_at', text(/started by .*, took [\d.]+ s/)],
      ['error_message', exactly('table', 'How each source fared'), 'what each source said, also of a scan that went well'],
      ['raw results', exactly('link', 'Download the evidence')],
    ],
  },
  {
    page: 'analytics',
    path: () => '/analytics',
    rows: [
      ...['7 days', '30 days', '90 days'].map((days) => [`trends: ${days}`, (page) => page.getByRole('radiogroup', { name: 'Period' }).getByText(days)]),
      ['risk trend', exactly('region', 'Risk over time')],
      ['assets by type', exactly('region', 'Assets by type and level')],
      ['contributing factors', exactly('region', 'What contributes to the risk')],
      ['top risky assets', exactly('region', 'Riskiest assets')],
      ['top risky assets: search', field('Search the riskiest assets')],
      ['top risky assets: level', exactly('radiogroup', 'Level')],
      ['security insights', exactly('region', 'Insights')],
      ['refresh', exactly('button', 'Refresh')],
      ['planned: historical trending', exactly('region', 'Findings opened and fixed')],
    ],
  },
  {
    page: 'findings',
    path: () => '/findings',
    there: '[data-row]',
    rows: [
      ['security findings of all assets', role('columnheader', 'Finding')],
      ['severity', role('columnheader', 'Severity')],
      ['category', exactly('button', 'Filters')],
    ],
  },
  {
    page: 'domains',
    path: () => '/domains',
    there: 'tbody tr',
    rows: [
      ['next_scan_at', role('columnheader', 'Next scan')],
      ['automated rescans', role('columnheader', 'Schedule'), 'by interval or by the clock'],
    ],
  },
  {
    page: 'alerts: rules',
    path: () => '/alerts?tab=rules',
    rows: [['e-mail alert for critical risks', text(/an asset at high risk.*tell /), 'a sentence that one can change']],
  },
  {
    page: 'alerts: new channel',
    path: () => '/alerts?tab=channels',
    first: click('button', 'New channel'),
    rows: [
      [
        'e-mail, planned: Slack and Discord',
        (page) => page.getByRole('dialog').getByRole('combobox', { name: 'Kind' }).filter({ hasText: /E-mail.*Slack.*Discord/ }),
      ],
    ],
  },
  {
    page: 'reports',
    path: () => '/reports',
    rows: [
      ['exportable security reports', exactly('article', 'Report')],
      ['GET /assets/export', exactly('article', 'Assets')],
      ['planned: scheduled reports', exactly('region', 'By mail')],
    ],
  },
  {
    page: 'workspaces',
    path: () => '/settings/workspaces',
    there: 'tbody tr',
    rows: [
      ['mock-up: name', role('columnheader', 'Name')],
      ['mock-up: members', role('columnheader', 'Members')],
      ['mock-up: active assets', role('columnheader', 'Active assets')],
      ['mock-up: score', role('columnheader', 'Risk')],
      ['mock-up: status', role('columnheader', 'Status')],
      ['mock-up: menu', role('button', /^Actions for /)],
      ['mock-up: search', exactly('searchbox', 'Name')],
      ['mock-up: create', exactly('button', 'New workspace')],
    ],
  },
  {
    page: 'members',
    path: () => '/settings/members',
    first: click('button', 'Invite somebody'),
    rows: [
      ['planned: invite team members', exactly('dialog', 'Invite somebody')],
      ['planned: role admin', exactly('radio', 'Admin')],
      ['planned: role member', exactly('radio', 'Analyst')],
      ['planned: role viewer', exactly('radio', 'Viewer')],
    ],
  },
  {
    page: 'audit log',
    path: () => '/settings/audit',
    there: 'tbody tr',
    rows: [
      ['audit trail, activity feed', role('table', /^Audit log/)],
      ['exportable', role('link', /^Export/)],
    ],
  },
  {
    page: 'API tokens',
    path: () => '/settings/tokens',
    rows: [
      ['planned: programmatic access', exactly('button', 'New token')],
      ['interactive documentation', exactly('link', 'page of the interface')],
    ],
  },
  {
    page: 'plan and usage',
    path: () => '/settings/billing',
    before: sellPlans,
    rows: [
      ['plan free', exactly('article', 'Free')],
      ['plan pro: $99', (page) => page.getByRole('article', { name: 'Pro' }).getByText('$99 a month')],
      ['plan enterprise: by contract', (page) => page.getByRole('article', { name: 'Enterprise' }).getByText('By contract')],
      ['plan', role('heading', /^Subscription: /)],
      ['subscription_status', text(/^Status of the subscription: /)],
      ['api_calls_used and api_calls_limit', text(/^API calls/)],
      ['scan_credits_used and scan_credits_limit', text(/^Scan credits/)],
      ['usage_reset_at', text(/^Counting begins anew on /)],
      ['api_usage_logs', text(/^In \d+ days: /), 'day by day, as bars or as a table'],
      ['billing_events', exactly('region', 'Payments')],
      ['create checkout', role('button', /^(Upgrade|Change) to Pro/)],
    ],
  },
  {
    page: 'profile',
    path: () => '/settings/profile',
    rows: [
      ['display_name', exactly('textbox', 'Name')],
      ['email', text(/^E-mail: /)],
      ['email_verified', text(/\((not )?confirmed\)/)],
      ['created_at', text(/^Here since /)],
      ['last_login', exactly('heading', 'Where you are signed in'), 'each session, which can be ended'],
      ['workspace_id', field('First workspace')],
      ['change the password', role('button', /password/i)],
    ],
  },
  {
    page: 'help',
    path: () => '/help',
    rows: [
      ['glossary: asset', term('Asset')],
      ['glossary: risk score', term('Risk score')],
      ['remediation of each kind of finding', exactly('heading', 'What can be found')],
      ['interactive documentation (OpenAPI)', exactly('link', 'interface')],
      ['version', text(/^ReconAI \d/)],
    ],
  },
];

/** The demo sells nothing: the page is told that this service does, the rest comes from the service. */
async function sellPlans(page) {
  await page.route('**/api/config', changed({ billing_enabled: true, quotas: 'enforced' }));
  await page.route('**/api/billing/subscription', changed({ billing_enabled: true }));
}

const changed = (change) => async (route) => {
  const { data, ...rest } = await (await route.fetch()).json();
  await route.fulfill({ json: { ...rest, data: { ...data, ...change } } });
};

test('J31: each row is about something of its own', () => {
  for (const { page, rows } of PAGES) {
    const names = rows.map(([element]) => element);
    assert.equal(new Set(names).size, names.length, page);
  }
});

for (const { page: name, path, isOutside = false, there = 'h1', before: prepare, first, rows } of PAGES) {
  test(`J31: ${name} has what was there before`, async () => {
    const { page, context, wrong } = await open(browser, at.origin);
    if (!isOutside) {
      await goOn(page, at.email);
    }
    await prepare?.(page);
    await page.goto(path(ids));
    await page.locator(there).first().waitFor();
    await first?.(page);
    assert.deepEqual(await missing(page, rows), []);
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

async function idsOf(page) {
  const first = async (query) => (await (await page.request.get(query)).json()).data[0];
  return {
    site: (await first('/api/assets?search=blog.acme.test&limit=1')).asset_id,
    apex: (await first('/api/assets?asset_type=domain&search=acme.test&limit=1')).asset_id,
    scan: (await first('/api/assets/scans?status=completed&limit=1')).scan_id,
  };
}

/** The elements that cannot be seen. */
async function missing(page, rows) {
  const seen = await Promise.all(
    rows.map(([, find]) =>
      find(page)
        .first()
        .waitFor({ timeout: PATIENCE_MS })
        .then(
          () => true,
          () => false,
        ),
    ),
  );
  return rows.filter((_, index) => !seen[index]).map(([element]) => element);
}
