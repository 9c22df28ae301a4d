import type { ScanMode } from '../api/types';

export interface ModeText {
  mode: ScanMode;
  label: string;
  /** In one line, for choosing. */
  short: string;
  /** What reaches the target, for reading. */
  sends: string[];
}

/** What each mode does to the target, in words. */
export const MODE_TEXTS: ModeText[] = [
  {
    mode: 'passive',
    label: 'Passive',
    short: 'Asks third parties and DNS resolvers; sends nothing to the target',
    sends: ['Nothing: certificate logs, archives, registries and DNS resolvers are asked about it'],
  },
  {
    mode: 'standard',
    label: 'Standard',
    short: 'Also does what a browser would: TLS and HTTP on ports 80 and 443',
    sends: [
      'TLS handshakes with ports that speak it, as a browser makes them',
      'HTTP requests for the first page and its redirects on ports 80 and 443',
    ],
  },
  {
    mode: 'active',
    label: 'Active',
    short: 'Also tries names, ports, usual paths and zone transfers; only for domains that are shown to be yours',
    sends: [
      'DNS questions for names of a word list, and requests for zone transfers to the name servers',
      'Connections to the chosen ports, and the greeting of what answers there',
      'HTTP requests for usual paths of files and folders that should not be public',
    ],
  },
];
