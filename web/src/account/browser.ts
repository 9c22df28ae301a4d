import { visible } from '../ui/text';

/** In this order: later ones name earlier ones too. */
const KNOWN: [string, string][] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['HeadlessChrome', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
  ['curl', 'curl'],
  ['python-requests', 'Python'],
  ['Go-http-client', 'Go'],
  ['Java-http-client', 'Java'],
];

/** The part of a user agent that people recognise. */
export function browser(agent: string | null): string {
  if (!agent) {
    return '';
  }
  for (const [word, name] of KNOWN) {
    const version = new RegExp(`\\b${word}/(\\d+)`).exec(agent)?.[1];
    if (version) {
      const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent)?.[0];
      return `${name} ${version}${system ? ` on ${system}` : ''}`;
    }
  }
  return visible(agent).slice(0, 40);
}
