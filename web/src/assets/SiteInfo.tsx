import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AssetDetail } from '../api/types';
import { visible } from '../ui/text';

const SITES = {
  own: 'The host has a site of its own',
  default: 'Everybody gets the same site at this address',
  unknown: 'Whether the site is the host’s own was not asked',
};

const GUIDES: Record<string, string> = { robots: 'robots.txt', sitemap: 'sitemap.xml', 'security.txt': 'security.txt' };

type Cookie = AssetDetail['site_info']['cookies'][number];

/** What the site says beside its pages: protocols, cookies, where it asks for a password, whom to tell of a weakness. */
export function SiteInfo({ asset }: { asset: AssetDetail }) {
  const site = asset.site_info;
  const contact = site.security_txt;
  const rows: [string, ReactNode][] = [
    ['Site', SITES[site.site]],
    ['Offers', site.protocols.join(', ')],
    ['Files for programs', site.guides.map((guide) => GUIDES[guide] ?? guide).join(', ')],
    ['Asks for a password', site.login_form && `sent to ${visible(site.login_form.action)} by ${site.login_form.method}`],
    ['Contact for reports', contact && contactLine(contact)],
    ['MDN HTTP Observatory', asset.observatory && <Grade verdict={asset.observatory} />],
    ['Cookies', site.cookies.length > 0 && site.cookies.map((cookie, index) => <div key={index}>{cookieLine(cookie)}</div>)],
    [
      'Trailers',
      site.trailers.length > 0 &&
        site.trailers.map((field, index) => (
          <div key={index} className="mono">
            {visible(field.name)}: {visible(field.value)}
          </div>
        )),
    ],
  ];
  const said = rows.filter(([, value]) => value);
  if (!asset.http_info && said.length <= 1) {
    return <Text c="dimmed">Nothing answered over HTTP.</Text>;
  }
  return (
    <Table>
      <Table.Tbody>
        {said.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The grade that the Observatory's rules give, and what they take points for. */
function Grade({ verdict }: { verdict: NonNullable<AssetDetail['observatory']> }) {
  return (
    <>
      {verdict.grade}, {verdict.score} points
      {verdict.results
        .filter((result) => result.points < 0)
        .map((result) => (
          <div key={result.outcome} className="muted">
            {result.points}: {result.outcome}
          </div>
        ))}
    </>
  );
}

function contactLine(contact: NonNullable<AssetDetail['site_info']['security_txt']>) {
  const expires = contact.expires === null ? '' : `, until ${contact.expires.slice(0, 10)}`;
  return `${contact.contacts.map(visible).join(', ')}${expires}`;
}

function cookieLine(cookie: Cookie) {
  const marks = [
    cookie.secure ? 'Secure' : 'not Secure',
    cookie.http_only ? 'HttpOnly' : 'not HttpOnly',
    cookie.same_site ? `SameSite=${visible(cookie.same_site)}` : 'no SameSite',
    cookie.domain ? `for ${visible(cookie.domain)}` : 'for this host alone',
    cookie.session ? 'until the browser ends' : 'kept',
    cookie.kept ? '' : 'ignored by browsers: its name promises more',
  ];
  return (
    <>
      <span className="mono">{visible(cookie.name)}</span> <span className="muted">{marks.filter(Boolean).join(', ')}</span>
    </>
  );
}
