import { Checkbox, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { NotFound } from '../app/NotFound';
import { Score } from '../assets/Score';
import { PageHead } from '../ui/PageHead';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { type Domain, domainsApi } from './api';
import { Ownership } from './Ownership';
import { SchedulePanel } from './SchedulePanel';

/** One domain: whose it is shown to be, when it is scanned by itself, removal. */
export function DomainPage() {
  const { domainId = '' } = useParams({ strict: false });
  const [isRemoving, setIsRemoving] = useState(false);
  const found = useQuery({ queryKey: ['domain', domainId], queryFn: () => domainsApi.one(domainId) });
  if (found.error) {
    const isMissing = found.error instanceof ApiError && found.error.status === 404;
    return isMissing ? <NotFound /> : <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (!found.data) {
    return <Skeleton h={400} />;
  }
  const domain = found.data;
  return (
    <div className="stack">
      <PageHead title={domain.domain}>
        <RoleButton needs="admin" variant="default" onClick={() => setIsRemoving(true)}>
          Remove
        </RoleButton>
      </PageHead>
      <Facts domain={domain} />
      <Ownership domain={domain} />
      <SchedulePanel domain={domain} />
      {isRemoving && <RemoveDomain domain={domain} onClose={() => setIsRemoving(false)} />}
    </div>
  );
}

function Facts({ domain }: { domain: Domain }) {
  return (
    <section className="panel facts" aria-label="At a glance">
      <div>
        <span className="sub">Assets</span>
        <Link to="/assets" search={{ search: domain.domain }}>
          {domain.asset_count.toLocaleString('en')}
        </Link>
      </div>
      <div>
        <span className="sub">Risk</span>
        {domain.risk_score === null || domain.risk_level === null ? 'not scanned' : <Score score={domain.risk_score} level={domain.risk_level} />}
      </div>
      <div>
        <span className="sub">Last scan</span>
        {domain.last_scanned_at && domain.last_scan_id ? (
          <Link to="/scans/$scanId" params={{ scanId: domain.last_scan_id }}>
            <Time at={domain.last_scanned_at} />
          </Link>
        ) : (
          'never'
        )}
      </div>
      <div>
        <span className="sub">Next scan</span>
        {domain.next_scan_at ? <Time at={domain.next_scan_at} /> : 'not planned'}
      </div>
      <div>
        <span className="sub">Added</span>
        <Time at={domain.added_at} />
      </div>
    </section>
  );
}

function RemoveDomain({ domain, onClose }: { domain: Domain; onClose: () => void }) {
  const [withAssets, setWithAssets] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => domainsApi.remove(domain.domain_id, withAssets),
    onSuccess: async () => {
      say(`${domain.domain} was removed`);
      await navigate({ to: '/domains', search: {} });
      await queries.invalidateQueries();
    },
  });
  return (
    <TypedConfirm
      title={`Remove ${domain.domain}`}
      word={domain.domain}
      action="Remove"
      isBusy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      <Text size="sm" mb="sm">
        Its schedule and its proof go. It comes back, without them, when it is scanned again.
      </Text>
      <Checkbox
        label={`Delete its ${domain.asset_count.toLocaleString('en')} assets and their findings too`}
        checked={withAssets}
        onChange={(event) => setWithAssets(event.currentTarget.checked)}
      />
    </TypedConfirm>
  );
}
