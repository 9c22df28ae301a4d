import { ActionIcon, Badge, Menu, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Role } from '../api/types';
import { beginStay } from '../api/workspace';
import { Icon } from '../app/Icon';
import { ALLOWS, mayActAs, ROLES, useMe } from '../auth/roles';
import { Entry } from '../ui/Entry';
import { PageHead } from '../ui/PageHead';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { type Column, RowTable } from '../ui/RowTable';
import { words } from '../ui/text';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { type Member, workspacesApi } from './api';
import { useWorkspace } from './current';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';

/** Who belongs to the workspace and as what; who is invited. */
export function MembersPage() {
  const { page = 1 }: { page?: number } = useSearch({ strict: false });
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const me = useMe();
  const [isInviting, setIsInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  const id = workspace?.workspace_id ?? '';
  const members = useQuery({
    queryKey: ['members', id, page],
    queryFn: () => workspacesApi.members(id, page),
    enabled: id !== '',
  });
  return (
    <div className="stack">
      <PageHead title="Members">
        <RoleButton needs="admin" onClick={() => setIsInviting(true)}>
          Invite somebody
        </RoleButton>
      </PageHead>
      {members.error && <Problem error={members.error} again={() => void members.refetch()} />}
      {members.isPending && <Skeleton h={200} />}
      {members.data && me && (
        <div>
          <RowTable
            caption={`Members of ${workspace?.name ?? 'the workspace'}`}
            columns={columns(me.uid, me.role, members.data.data, setLeaving)}
            rows={members.data.data}
            rowKey={(member) => member.uid}
          />
          <Pager of={members.data.pagination} onPage={(to) => void navigate({ to: '/settings/members', search: { page: to } })} />
        </div>
      )}
      {me && mayActAs(me.role, 'admin') && <Invitations workspaceId={id} />}
      <Panel title="What the roles allow">
        <dl className="terms">
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{words(role)}</dt>
              <dd>{ALLOWS[role]}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {isInviting && <InviteDialog workspaceId={id} onClose={() => setIsInviting(false)} />}
      {leaving && <RemoveMember workspaceId={id} member={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

function columns(mine: string, role: Role, all: Member[], remove: (member: Member) => void): Column<Member>[] {
  const owners = all.filter((member) => member.role === 'owner').length;
  return [
    {
      key: 'name',
      head: 'Name',
      cell: (member) => (
        <>
          <span className="who">{member.display_name ?? member.email}</span>{' '}
          {member.uid === mine && (
            <Badge size="sm" variant="default" tt="none">
              you
            </Badge>
          )}
          {member.display_name && <span className="sub">{member.email}</span>}
        </>
      ),
    },
    {
      key: 'role',
      head: 'Role',
      cell: (member) => <RoleMenu member={member} refusal={changeRefusal(member, role, owners)} mayOwn={role === 'owner'} />,
    },
    { key: 'joined', head: 'Joined', cell: (member) => <Time at={member.joined_at} /> },
    { key: 'active', head: 'Last active', cell: (member) => <Time at={member.last_active_at} /> },
    {
      key: 'menu',
      head: 'Actions',
      isBare: true,
      align: 'right',
      cell: (member) => <MemberMenu member={member} isMe={member.uid === mine} refusal={removeRefusal(member, mine, role, owners)} remove={remove} />,
    },
  ];
}

/** Why a role cannot be changed; the service has the last word on this. */
export function changeRefusal(member: Pick<Member, 'role'>, mine: Role, owners: number): string | undefined {
  if (!mayActAs(mine, 'admin')) {
    return 'Needs the admin role';
  }
  if (member.role === 'owner' && mine !== 'owner') {
    return 'Only an owner changes owners';
  }
  return member.role === 'owner' && owners === 1 ? 'The last owner stays one; make somebody else an owner first' : undefined;
}

export function removeRefusal(member: Pick<Member, 'role' | 'uid'>, me: string, mine: Role, owners: number): string | undefined {
  if (member.role === 'owner' && owners === 1) {
    return 'the last owner cannot leave';
  }
  if (member.uid === me) {
    return undefined;
  }
  if (!mayActAs(mine, 'admin')) {
    return 'needs the admin role';
  }
  return member.role === 'owner' && mine !== 'owner' ? 'only an owner removes owners' : undefined;
}

function RoleMenu({ member, refusal, mayOwn }: { member: Member; refusal: string | undefined; mayOwn: boolean }) {
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const changing = useMutation({
    mutationFn: (role: Role) => workspacesApi.setRole(workspace?.workspace_id ?? '', member.uid, role),
    onSuccess: async ({ data }) => {
      say(`${data.email} is ${words(data.role).toLowerCase()} now`);
      await queries.invalidateQueries({ queryKey: ['members'] });
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (refusal) {
    return (
      <span>
        {words(member.role)}
        <span className="sub">{refusal}</span>
      </span>
    );
  }
  return (
    <>
      <Menu width={320} position="bottom-start">
        <Menu.Target>
          <button type="button" className="choice" aria-label={`Role of ${member.email}: ${words(member.role)}`}>
            {words(member.role)} <Icon name="down" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {ROLES.filter((role) => mayOwn || role !== 'owner').map((role) => (
            <Menu.RadioItem
              key={role}
              value={role}
              checked={role === member.role}
              closeMenuOnClick
              onChange={() => role !== member.role && changing.mutate(role)}
            >
              {words(role)}
              <span className="sub">{ALLOWS[role]}</span>
            </Menu.RadioItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      {changing.error && (
        <Text size="sm" c="red" role="alert">
          {changing.error.message}
        </Text>
      )}
    </>
  );
}

function MemberMenu({
  member,
  isMe,
  refusal,
  remove,
}: {
  member: Member;
  isMe: boolean;
  refusal: string | undefined;
  remove: (member: Member) => void;
}) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${member.email}`}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Entry isDangerous refusal={refusal} onClick={() => remove(member)}>
          {isMe ? 'Leave the workspace' : 'Remove'}
        </Entry>
      </Menu.Dropdown>
    </Menu>
  );
}

function RemoveMember({ workspaceId, member, onClose }: { workspaceId: string; member: Member; onClose: () => void }) {
  const queries = useQueryClient();
  const isMe = useMe()?.uid === member.uid;
  const removing = useMutation({
    mutationFn: () => workspacesApi.removeMember(workspaceId, member.uid),
    onSuccess: async () => {
      if (isMe) {
        beginStay();
        return;
      }
      say(`${member.email} was removed`);
      await queries.invalidateQueries({ queryKey: ['members'] });
      onClose();
    },
  });
  return (
    <TypedConfirm
      title={isMe ? 'Leave the workspace' : `Remove ${member.email}`}
      word={member.email}
      action={isMe ? 'Leave' : 'Remove'}
      isBusy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      {isMe ? 'You lose' : 'The person loses'} access at once, and API tokens made here by {isMe ? 'you' : 'that person'} are revoked.
      What was done stays in the history.
    </TypedConfirm>
  );
}
