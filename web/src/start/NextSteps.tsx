import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { alertsApi } from '../alerts/api';
import { Icon } from '../app/Icon';
import { useMe, useRefusal } from '../auth/roles';
import { domainsApi } from '../domains/api';
import { Panel } from '../ui/Panel';
import { workspacesApi } from '../workspaces/api';

/**
 * What makes a new workspace complete, and what of it is done; nothing once all is.
 *
 * @param hide what takes the list away, where that is offered
 */
export function NextSteps({ hide }: { hide?: () => void }) {
  const id = useMe()?.workspace_id ?? '';
  const verified = useQuery({
    queryKey: ['domains', 'verified'],
    queryFn: () => domainsApi.list({ verified: 'true', limit: 1 }),
  });
  const monitored = useQuery({
    queryKey: ['domains', 'monitored'],
    queryFn: () => domainsApi.list({ monitored: 'true', limit: 1 }),
  });
  const members = useQuery({
    queryKey: ['members', id, 1],
    queryFn: () => workspacesApi.members(id, 1),
    enabled: id !== '',
  });
  const isAdmin = useRefusal('admin') === undefined;
  const channels = useQuery({ queryKey: ['alert-channels'], queryFn: alertsApi.channels, enabled: isAdmin });
  const hasOwnChannel = (channels.data?.data ?? []).some((channel) => channel.type !== 'email');
  const count = (list: { pagination: { total_items: number } } | undefined) => list?.pagination.total_items ?? 0;
  const steps = [
    { isDone: count(verified.data) > 0, text: 'Show that the domain is yours, for active scans', to: '/domains', action: 'Verify it' },
    { isDone: count(monitored.data) > 0, text: 'Have it scanned by itself', to: '/domains', action: 'Set a schedule' },
    ...(isAdmin
      ? [{ isDone: hasOwnChannel, text: 'Be told where you work', to: '/alerts', search: { tab: 'channels' as const }, action: 'Add an alert channel' }]
      : []),
    { isDone: count(members.data) > 1, text: 'Work on it together', to: '/settings/members', action: 'Invite somebody' },
  ];
  if (steps.every((step) => step.isDone)) {
    return null;
  }
  return (
    <Panel
      title="Next"
      aside={
        hide && (
          <Button size="compact-sm" variant="subtle" onClick={hide}>
            Hide
          </Button>
        )
      }
    >
      <ul className="plain item-rows">
        {steps.map((step) => (
          <li key={step.action}>
            <span className="next-step">
              {step.isDone ? <Icon name="check" size={16} /> : <span className="no-icon" />}
              {step.text}
              {step.isDone && <span className="sr-only"> (done)</span>}
            </span>
            {!step.isDone && <Link to={step.to} search={'search' in step ? step.search : {}}>{step.action}</Link>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
