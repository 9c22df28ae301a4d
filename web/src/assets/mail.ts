/** What a domain publishes about mail in its name, read out in words. */
export interface Said {
  text: string;
  means: string;
}

const SPF_ALL: Record<string, string> = {
  '-': 'mail from anywhere else is to be refused',
  '~': 'mail from anywhere else is suspicious, but to be taken',
  '?': 'nothing is said of mail from anywhere else',
  '+': 'mail from anywhere is allowed, which allows everybody',
};

/** RFC 7208; undefined where there is no SPF record among the strings. */
export function spf(strings: readonly string[]): Said | undefined {
  const text = strings.map(unquoted).find((one) => /^v=spf1(\s|$)/i.test(one));
  if (text === undefined) {
    return undefined;
  }
  const terms = text.split(/\s+/).slice(1);
  const all = terms.find((term) => /^[-~?+]?all$/i.test(term));
  const others = terms.filter((term) => term !== all && term !== '' && !/^(redirect|exp)=/i.test(term));
  const redirect = terms.find((term) => /^redirect=/i.test(term));
  const who = others.length === 0 ? 'Nobody is named as a sender' : `Senders: ${others.join(', ')}`;
  if (all !== undefined) {
    return { text, means: `${who}; ${SPF_ALL[/^[-~?]/.exec(all)?.[0] ?? '+']}.` };
  }
  return {
    text,
    means: redirect === undefined ? `${who}; nothing is said of mail from anywhere else.` : `${who}; the rest is said at ${redirect.slice(9)}.`,
  };
}

const POLICIES: Record<string, string> = {
  none: 'is delivered as if nothing were wrong; reports are all that comes of it',
  quarantine: 'goes to the spam folder',
  reject: 'is refused',
};

/** RFC 7489; undefined where there is no DMARC record among the strings. */
export function dmarc(strings: readonly string[]): Said | undefined {
  const text = strings.map(unquoted).find((one) => /^v=DMARC1\s*(;|$)/.test(one));
  if (text === undefined) {
    return undefined;
  }
  const tags = new Map(
    text
      .split(';')
      .map((tag) => tag.split('=', 2).map((part) => part.trim()) as [string, string | undefined])
      .map(([name, value]) => [name.toLowerCase(), value ?? '']),
  );
  const policy = POLICIES[(tags.get('p') ?? '').toLowerCase()];
  if (policy === undefined) {
    return { text, means: 'The policy (p) is missing or unknown, so receivers do nothing.' };
  }
  const part = tags.get('pct');
  const share = part !== undefined && part !== '100' ? ` This counts for ${part} % of the mail.` : '';
  const reports = tags.has('rua') ? ` Reports go to ${tags.get('rua')}.` : ' Nobody gets reports.';
  return { text, means: `Mail that only pretends to be from here ${policy}.${share}${reports}` };
}

/** TXT data as zone files write it: strings in quotes, which belong together. */
function unquoted(data: string): string {
  const strings = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
  return strings.length > 0 ? strings.join('').replaceAll(/\\(.)/g, '$1') : data;
}
