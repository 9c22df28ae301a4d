/** A domain as the service will take it, or what is wrong with it. */
export type Typed = { name: string } | { problem: string };

const LONGEST = 253;
const LONGEST_LABEL = 63;

/**
 * Reads what a person typed or pasted as the service does: an address counts for its host, case and dots at the end do
 * not matter, other alphabets become their ASCII form. Public suffixes are known to the service only.
 */
export function normalise(typed: string): Typed {
  const host = hostOf(typed);
  if (host === '') {
    return { problem: 'Type a domain, such as example.com' };
  }
  const name = toAscii(host);
  if (name === undefined) {
    return { problem: 'There is a character that no domain can have' };
  }
  return problemOf(name) ?? { name };
}

function hostOf(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d*$/, '')
    .replace(/^\*\./, '')
    .replace(/\.$/, '');
}

function toAscii(host: string): string | undefined {
  if (/[\s%\\[\]<>^|"'`{}]/.test(host)) {
    return undefined;
  }
  if (/^[\u0000-\u007f]*$/.test(host)) {
    return host;
  }
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}

function problemOf(name: string): Typed | undefined {
  const labels = name.split('.');
  if (name.length > LONGEST) {
    return { problem: `A domain has at most ${LONGEST} characters` };
  }
  if (labels.length < 2) {
    return { problem: 'The ending is missing, such as .com' };
  }
  if (labels.some((label) => label === '')) {
    return { problem: 'There are two dots beside each other' };
  }
  if (labels.some((label) => label.length > LONGEST_LABEL)) {
    return { problem: `Each part has at most ${LONGEST_LABEL} characters` };
  }
  if (labels.some((label) => !/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))) {
    return { problem: 'Parts have letters, digits and hyphens, and no hyphen at their ends' };
  }
  return /^\d+$/.test(labels.at(-1) ?? '') ? { problem: 'This is an address, not a domain' } : undefined;
}

/** Several names, one a line, without empty lines and repetitions. */
export function lines(text: string): string[] {
  return [...new Set(text.split(/[\n,;]+/).map((line) => line.trim()))].filter((line) => line !== '');
}
