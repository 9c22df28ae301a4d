import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Score } from '../assets/Score';
import { Empty } from '../ui/Empty';
import { PageHead } from '../ui/PageHead';
import { Pager } from '../ui/Pager';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { type Column, RowTable } from '../ui/RowTable';
import { Time } from '../ui/Time';
import { AddDomains } from './AddDomains';
import { type Domain, type DomainQuery, domainsApi } from './api';
import { scheduleWords } from './words';

const TYPING_MS = 250;

/** The domains of the workspace: shown to be one's own or not, scanned by themselves or not. */
export function DomainsPage() {
  const wanted: DomainQuery = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const sort = wanted.sort ?? 'domain';
  const list = useQuery({
    queryKey: ['domains', wanted],
    queryFn: () => domainsApi.list({ ...wanted, sort, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const change = (changed: DomainQuery) => {
    const { page: _, ...others } = wanted;
    const next = Object.entries({ ...others, ...changed }).filter(([, value]) => value !== '');
    void navigate({ to: '/domains', search: Object.fromEntries(next), replace: true });
  };
  const search = useDebouncedCallback((text: string) => change({ search: text }), TYPING_MS);
  const isFiltered = Boolean(wanted.search || wanted.verified || wanted.monitored);
  const isEmpty = list.data?.data.length === 0;
  return (
    <>
      <PageHead title="Domains">
        <RoleButton needs="analyst" onClick={() => setIsAdding(true)}>
          Add domains
        </RoleButton>
      </PageHead>
      {(!isEmpty || isFiltered) && (
        <div className="filters">
          <TextInput
            className="grow"
            label="Name"
            type="search"
            placeholder="Part of a domain"
            defaultValue={wanted.search ?? ''}
            onChange={(event) => search(event.currentTarget.value)}
          />
          <YesNo label="Verified" value={wanted.verified} onChange={(verified) => change({ verified })} />
          <YesNo label="Monitored" value={wanted.monitored} onChange={(monitored) => change({ monitored })} />
        </div>
      )}
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={240} />}
      {isEmpty && isFiltered && (
        <Empty
          title="None is like that"
          action={
            <Button variant="default" onClick={() => void navigate({ to: '/domains', search: {}, replace: true })}>
              Clear the filters
            </Button>
          }
        />
      )}
      {isEmpty && !isFiltered && (
        <Empty
          title="There is no domain yet"
          action={
            <RoleButton needs="analyst" onClick={() => setIsAdding(true)}>
              Add domains
            </RoleButton>
          }
        >
          Domains that you add or scan stand here. Show that one is yours, and it can be scanned actively; give it a schedule, and it is
          watched by itself.
        </Empty>
      )}
      {list.data && !isEmpty && (
        <>
          <RowTable
            caption="Domains of the workspace"
            columns={COLUMNS}
            rows={list.data.data}
            rowKey={(domain) => domain.domain_id}
            sort={sort}
            onSort={(sort) => change({ sort })}
          />
          <Pager of={list.data.pagination} onPage={(page) => change({ page })} />
        </>
      )}
      {isAdding && <AddDomains onClose={() => setIsAdding(false)} />}
    </>
  );
}

function YesNo({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string) => void }) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: 'All' },
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
    />
  );
}

const COLUMNS: Column<Domain>[] = [
  {
    key: 'domain',
    head: 'Domain',
    sortBy: 'domain',
    cell: (domain) => (
      <Link to="/domains/$domainId" params={{ domainId: domain.domain_id }} className="mono">
        {domain.domain}
      </Link>
    ),
  },
  {
    key: 'verified',
    head: 'Verified',
    cell: (domain) =>
      domain.verified ? (
        <>
          <span className="state good">by {domain.verification_method === 'http_file' ? 'a file' : 'DNS'}</span>
          {domain.last_checked_at && (
            <span className="sub">
              checked <Time at={domain.last_checked_at} />
            </span>
          )}
        </>
      ) : (
        <span className="state off">not yet</span>
      ),
  },
  {
    key: 'schedule',
    head: 'Schedule',
    cell: (domain) => (domain.schedule ? scheduleWords(domain.schedule) : <span className="muted">none</span>),
  },
  { key: 'assets', head: 'Assets', align: 'right', cell: (domain) => domain.asset_count.toLocaleString('en') },
  {
    key: 'score',
    head: 'Risk',
    sortBy: 'risk_score',
    cell: (domain) =>
      domain.risk_score === null || domain.risk_level === null ? (
        <span className="muted">not scanned</span>
      ) : (
        <Score score={domain.risk_score} level={domain.risk_level} />
      ),
  },
  {
    key: 'last',
    head: 'Last scan',
    sortBy: 'last_scanned_at',
    cell: (domain) => (domain.last_scanned_at ? <Time at={domain.last_scanned_at} /> : <span className="muted">never</span>),
  },
  {
    key: 'next',
    head: 'Next scan',
    cell: (domain) => (domain.next_scan_at ? <Time at={domain.next_scan_at} /> : <span className="muted">not planned</span>),
  },
];
