/** The parts of an asset's page; each has an address of its own. */
export const TABS = [
  { id: 'summary', label: 'Summary', to: '/assets/$assetId' },
  { id: 'findings', label: 'Findings', to: '/assets/$assetId/findings' },
  { id: 'network', label: 'Network', to: '/assets/$assetId/network' },
  { id: 'tls', label: 'TLS', to: '/assets/$assetId/tls' },
  { id: 'web', label: 'Web', to: '/assets/$assetId/web' },
  { id: 'dns', label: 'DNS', to: '/assets/$assetId/dns' },
  { id: 'breaches', label: 'Breaches', to: '/assets/$assetId/breaches' },
  { id: 'history', label: 'History', to: '/assets/$assetId/history' },
  { id: 'evidence', label: 'Evidence', to: '/assets/$assetId/evidence' },
  { id: 'advice', label: 'Advice', to: '/assets/$assetId/advice' },
] as const;
