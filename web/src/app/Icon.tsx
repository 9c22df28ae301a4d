import type { ReactNode } from 'react';

const DRAWN = {
  overview: <path d="M4 13a8 8 0 0 1 16 0M12 13l4-4M4 17h16" />,
  assets: <path d="M4 5h16v6H4zM4 13h16v6H4zM8 8h.01M8 16h.01" />,
  findings: <path d="M12 4 3 20h18zM12 10v4M12 17h.01" />,
  scans: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 12 17 7M12 8a4 4 0 1 0 4 4" />
    </>
  ),
  changes: <path d="M4 8h13l-3-3M20 16H7l3 3" />,
  map: (
    <>
      <circle cx="6" cy="12" r="2.5" />
      <circle cx="18" cy="6" r="2.5" />
      <circle cx="18" cy="18" r="2.5" />
      <path d="m8.3 11 7.4-4M8.3 13l7.4 4" />
    </>
  ),
  analytics: <path d="M4 20V10M10 20V4M16 20v-7M4 20h17" />,
  domains: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M4 12h16M12 4c3 2.5 3 13.5 0 16M12 4c-3 2.5-3 13.5 0 16" />
    </>
  ),
  alerts: <path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4" />,
  reports: <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />,
  settings: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01" />
    </>
  ),
  workspaces: <path d="M4 7h7v6H4zM13 4h7v9h-7zM4 15h7v5H4zM13 15h7v5h-7z" />,
  members: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M3 20a6 6 0 0 1 12 0M16 5a3.5 3.5 0 0 1 0 6.5M17.5 14.5A6 6 0 0 1 21 20" />
    </>
  ),
  tokens: (
    <>
      <circle cx="8" cy="15" r="4" />
      <path d="m11 12 8-8M16 7l3 3" />
    </>
  ),
  billing: <path d="M3 6h18v12H3zM3 10h18M7 15h4" />,
  audit: <path d="M6 3h12v18H6zM9 8h6M9 12h6M9 16h4" />,
  profile: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21a8 8 0 0 1 16 0" />
    </>
  ),
  instance: <path d="M4 4h16v7H4zM4 13h16v7H4zM7 7.5h.01M7 16.5h.01M11 7.5h6M11 16.5h6" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6" />
      <path d="m20 20-4.5-4.5" />
    </>
  ),
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  fold: <path d="M14 6l-6 6 6 6" />,
  unfold: <path d="m10 6 6 6-6 6" />,
  down: <path d="m6 9 6 6 6-6" />,
  copy: <path d="M9 9h11v11H9zM5 15H4V4h11v1" />,
  check: <path d="m5 13 4 4L19 7" />,
  cross: <path d="M6 6l12 12M18 6 6 18" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWN;

/** A drawing beside a word; it says nothing by itself. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="icon"
    >
      {DRAWN[name]}
    </svg>
  );
}
