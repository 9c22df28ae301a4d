/** Words of the field that the pages use, in plain language. */
export const TERMS: [string, string][] = [
  ['Asset', 'A host that belongs to one of your domains: a name that leads to a machine'],
  ['Finding', 'Something about an asset that is wrong or worth knowing, with the evidence that shows it'],
  ['Evidence', 'What the host or the resolver answered, word for word, with the time'],
  ['Risk score', '0 to 100: how much an asset invites an attack, with the reasons that add up to it'],
  ['Coverage', 'What was looked at and what was not; what was not looked at is never called clean'],
  ['CNAME', 'A name that is another name for a host, often at a provider'],
  ['SPF, DMARC', 'Records that say who may send mail in the name of a domain, and what to do with other mail'],
  ['DNSSEC', 'Signatures that let resolvers notice forged answers'],
  ['TLS', 'What encrypts a connection and shows with a certificate whom one talks to'],
  ['HSTS', 'A header by which a site tells browsers to come encrypted only'],
  ['CSP', 'A header by which a site tells browsers what its pages may load and run'],
  ['Subdomain takeover', 'A name that leads to a place at a provider which anybody can rent'],
  ['ASN', 'The number of a network on the internet, and of who runs it'],
];
