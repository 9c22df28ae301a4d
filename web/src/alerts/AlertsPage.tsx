import { Link, useSearch } from '@tanstack/react-router';
import { PageHead } from '../ui/PageHead';
import { ForRole } from '../settings/ForRole';
import { useRefusal } from '../auth/roles';
import { Channels } from './Channels';
import { Deliveries } from './Deliveries';
import { Inbox } from './Inbox';
import { Rules } from './Rules';
import type { AlertTab } from './search';
import { useUnread } from './unread';
import './alerts.css';

const TABS: { tab: AlertTab; label: string }[] = [
  { tab: 'inbox', label: 'Inbox' },
  { tab: 'channels', label: 'Channels' },
  { tab: 'rules', label: 'Rules' },
  { tab: 'deliveries', label: 'Deliveries' },
];

/** What happened, and who is told of it. */
export function AlertsPage() {
  const { tab = 'inbox' }: { tab?: AlertTab } = useSearch({ strict: false });
  const unread = useUnread();
  const isAdmin = useRefusal('admin') === undefined;
  return (
    <div className="stack">
      <PageHead title="Alerts" {...(unread > 0 ? { note: `${unread} unread` } : {})} />
      {isAdmin && (
        <nav aria-label="Parts of alerts" className="alert-tabs">
          {TABS.map((one) => (
            <Link
              key={one.tab}
              to="/alerts"
              search={one.tab === 'inbox' ? {} : { tab: one.tab }}
              activeOptions={{ exact: true, includeSearch: true }}
              {...(one.tab === tab ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })}
            >
              {one.label}
            </Link>
          ))}
        </nav>
      )}
      {tab === 'inbox' ? (
        <Inbox />
      ) : (
        <ForRole needs="admin">
          {tab === 'channels' && <Channels />}
          {tab === 'rules' && <Rules />}
          {tab === 'deliveries' && <Deliveries />}
        </ForRole>
      )}
    </div>
  );
}
