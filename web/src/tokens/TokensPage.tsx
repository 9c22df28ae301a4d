import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/client';
import { useMe, useRefusal } from '../auth/roles';
import { ForRole } from '../settings/ForRole';
import { Code } from '../ui/Code';
import { Empty } from '../ui/Empty';
import { PageHead } from '../ui/PageHead';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { type Column, RowTable } from '../ui/RowTable';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { type ApiToken, tokensApi } from './api';
import { NewToken } from './NewToken';
import { example } from './scopes';

export function TokensPage() {
  return (
    <ForRole needs="analyst">
      <Tokens />
    </ForRole>
  );
}

/** Keys for programs: listed, made, revoked. */
function Tokens() {
  const { page = 1 }: { page?: number } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken>();
  const isAdmin = useRefusal('admin') === undefined;
  const mine = useMe()?.uid;
  const list = useQuery({ queryKey: ['tokens', page], queryFn: () => tokensApi.list(page) });
  return (
    <div className="stack">
      <PageHead title="API tokens">
        <RoleButton needs="analyst" onClick={() => setIsMaking(true)}>
          New token
        </RoleButton>
      </PageHead>
      <Text>
        A token lets a program do in this workspace what its scopes say, and never more than who made it may.{' '}
        {isAdmin ? 'You see those of everybody.' : 'You see your own.'}
      </Text>
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={160} />}
      {list.data?.data.length === 0 && (
        <Empty title="There is no token yet">Make one to start scans from a build, or to read findings into another tool.</Empty>
      )}
      {list.data && list.data.data.length > 0 && (
        <div>
          <RowTable caption="API tokens" columns={columns(mine, setRevoking)} rows={list.data.data} rowKey={(token) => token.token_id} />
          <Pager of={list.data.pagination} onPage={(to) => void navigate({ to: '/settings/tokens', search: { page: to } })} />
        </div>
      )}
      <Panel title="How to use one">
        <Stack gap="sm">
          <Code text={example(window.location.origin, '$RECONAI_TOKEN', ['scans:write'])} what="request that starts a scan" />
          <Text size="sm">
            Every call is described on the <a href="/docs/">page of the interface</a>. What is asked for counts as API calls of the
            plan.
          </Text>
        </Stack>
      </Panel>
      {isMaking && <NewToken onClose={() => setIsMaking(false)} />}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(undefined)} />}
    </div>
  );
}

function columns(mine: string | undefined, revoke: (token: ApiToken) => void): Column<ApiToken>[] {
  return [
    {
      key: 'name',
      head: 'Name',
      cell: (token) => (
        <>
          <span className="who">{token.name}</span>
          <span className="sub mono">{token.prefix}…</span>
          {token.created_by !== mine && <span className="sub">made by another member</span>}
        </>
      ),
    },
    { key: 'scopes', head: 'Scopes', cell: (token) => <span className="scopes">{token.scopes.join(', ')}</span> },
    { key: 'created', head: 'Made', cell: (token) => <Time at={token.created_at} /> },
    {
      key: 'used',
      head: 'Last used',
      cell: (token) =>
        token.last_used_at ? (
          <>
            <Time at={token.last_used_at} />
            {token.last_used_ip && <span className="sub">from {token.last_used_ip}</span>}
          </>
        ) : (
          <span className="muted">never</span>
        ),
    },
    { key: 'ends', head: 'Ends', cell: (token) => <Ends at={token.expires_at} /> },
    {
      key: 'menu',
      head: 'Actions',
      isBare: true,
      align: 'right',
      cell: (token) => (
        <Button size="xs" variant="default" onClick={() => revoke(token)}>
          Revoke<span className="sr-only"> {token.name}</span>
        </Button>
      ),
    },
  ];
}

function Ends({ at }: { at: string }) {
  return Date.parse(at) < Date.now() ? <span className="state off">ended</span> : <Time at={at} />;
}

function Revoke({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => tokensApi.revoke(token.token_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      say(`${token.name} was revoked`);
      onClose();
    },
  });
  const isGone = revoking.error instanceof ApiError && revoking.error.status === 404;
  return (
    <Modal opened onClose={onClose} title={`Revoke ${token.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {revoking.error && !isGone && <Problem error={revoking.error} />}
        <Text size="sm">
          {isGone ? 'It is gone already.' : 'Programs that use it are refused from now on. It cannot be brought back.'}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {isGone ? 'Close' : 'Leave it'}
          </Button>
          {!isGone && (
            <Button color="red" loading={revoking.isPending} onClick={() => revoking.mutate()}>
              Revoke
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
