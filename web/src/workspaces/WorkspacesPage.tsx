import { ActionIcon, Badge, Button, Menu, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../app/Icon';
import { Score } from '../assets/Score';
import { mayActAs } from '../auth/roles';
import { Empty } from '../ui/Empty';
import { Entry } from '../ui/Entry';
import { PageHead } from '../ui/PageHead';
import { Pager } from '../ui/Pager';
import { Problem } from '../ui/Problem';
import { type Column, RowTable } from '../ui/RowTable';
import { words } from '../ui/text';
import { type Workspace, workspacesApi } from './api';
import { useEnter, useWorkspace } from './current';
import { ArchiveWorkspace, CreateWorkspace, RemoveWorkspace, RenameWorkspace } from './WorkspaceDialogs';

export interface WorkspaceSearch {
  page?: number;
  sort?: string;
  search?: string;
  status?: string;
}

const STATUSES = ['active', 'monitoring', 'high_risk', 'archived'] as const;
const TONES = { active: 'good', monitoring: 'good', high_risk: 'bad', archived: 'off' } as const;
const TYPING_MS = 250;

type Dialog = 'rename' | 'archive' | 'remove';

/** All workspaces of the person, and what can be done with each. */
export function WorkspacesPage() {
  const wanted: WorkspaceSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isCreating, setIsCreating] = useState(false);
  const [dialog, setDialog] = useState<{ kind: Dialog; of: Workspace }>();
  const sort = wanted.sort ?? 'name';
  const list = useQuery({
    queryKey: ['workspaces', wanted],
    queryFn: () => workspacesApi.list({ ...wanted, sort, limit: 20 }),
    placeholderData: keepPreviousData,
  });
  const change = (changed: WorkspaceSearch) =>
    void navigate({ to: '/settings/workspaces', search: { ...wanted, page: undefined, ...changed } as WorkspaceSearch, replace: true });
  const search = useDebouncedCallback((text: string) => change({ search: text }), TYPING_MS);
  const isFiltered = Boolean(wanted.search || wanted.status);
  const close = () => setDialog(undefined);
  return (
    <>
      <PageHead title="Workspaces">
        <Button onClick={() => setIsCreating(true)}>New workspace</Button>
      </PageHead>
      <div className="filters">
        <TextInput
          className="grow"
          label="Name"
          type="search"
          placeholder="Part of a name"
          defaultValue={wanted.search ?? ''}
          onChange={(event) => search(event.currentTarget.value)}
        />
        <NativeSelect
          label="Status"
          value={wanted.status ?? ''}
          onChange={(event) => change({ status: event.currentTarget.value })}
          data={[{ value: '', label: 'All' }, ...STATUSES.map((status) => ({ value: status, label: words(status) }))]}
        />
      </div>
      {list.error && <Problem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={240} />}
      {list.data?.data.length === 0 && (
        <Empty
          title={isFiltered ? 'None is like that' : 'There is no workspace yet'}
          action={
            isFiltered && (
              <Button variant="default" onClick={() => void navigate({ to: '/settings/workspaces', search: {} })}>
                Clear the filters
              </Button>
            )
          }
        />
      )}
      {list.data && list.data.data.length > 0 && (
        <>
          <RowTable
            caption="Your workspaces"
            columns={columns((kind, of) => setDialog({ kind, of }))}
            rows={list.data.data}
            rowKey={(one) => one.workspace_id}
            sort={sort}
            onSort={(sort) => change({ sort })}
          />
          <Pager of={list.data.pagination} onPage={(page) => change({ page })} />
        </>
      )}
      {isCreating && <CreateWorkspace onClose={() => setIsCreating(false)} />}
      {dialog?.kind === 'rename' && <RenameWorkspace workspace={dialog.of} onClose={close} />}
      {dialog?.kind === 'archive' && <ArchiveWorkspace workspace={dialog.of} onClose={close} />}
      {dialog?.kind === 'remove' && <RemoveWorkspace workspace={dialog.of} onClose={close} />}
    </>
  );
}

function columns(open: (dialog: Dialog, of: Workspace) => void): Column<Workspace>[] {
  return [
    { key: 'name', head: 'Name', sortBy: 'name', cell: (one) => <Name of={one} /> },
    { key: 'members', head: 'Members', align: 'right', cell: (one) => one.member_count.toLocaleString('en') },
    {
      key: 'assets',
      head: 'Active assets',
      align: 'right',
      sortBy: 'active_assets',
      cell: (one) => one.active_assets.toLocaleString('en'),
    },
    {
      key: 'score',
      head: 'Risk',
      sortBy: 'risk_score',
      cell: (one) =>
        one.active_assets === 0 ? <span className="muted">nothing scanned</span> : <Score score={one.risk_score} level={one.risk_level} />,
    },
    { key: 'status', head: 'Status', cell: (one) => <span className={`state ${TONES[one.status]}`}>{words(one.status)}</span> },
    { key: 'menu', head: 'Actions', isBare: true, align: 'right', cell: (one) => <RowMenu of={one} open={open} /> },
  ];
}

function Name({ of }: { of: Workspace }) {
  const enter = useEnter();
  const isHere = useWorkspace()?.workspace_id === of.workspace_id;
  return (
    <>
      {isHere ? (
        <span className="who">{of.name}</span>
      ) : (
        <button type="button" className="as-link who" onClick={() => void enter(of.workspace_id)}>
          {of.name}
        </button>
      )}{' '}
      {isHere && (
        <Badge size="sm" variant="default" tt="none">
          here
        </Badge>
      )}
      <span className="sub">
        {words(of.role)}
        {of.personal ? ', personal' : ''}
      </span>
    </>
  );
}

function RowMenu({ of, open }: { of: Workspace; open: (dialog: Dialog, of: Workspace) => void }) {
  const enter = useEnter();
  const isHere = useWorkspace()?.workspace_id === of.workspace_id;
  const noAdmin = mayActAs(of.role, 'admin') ? undefined : 'needs the admin role';
  const noRemoval = of.personal
    ? 'goes with its account only'
    : mayActAs(of.role, 'owner')
      ? undefined
      : 'only an owner may';
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${of.name}`}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Entry refusal={isHere ? 'you are here' : undefined} onClick={() => void enter(of.workspace_id)}>
          Open
        </Entry>
        <Entry refusal={noAdmin} onClick={() => open('rename', of)}>
          Rename
        </Entry>
        <Entry refusal={noAdmin} onClick={() => open('archive', of)}>
          {of.status === 'archived' ? 'Take out of the archive' : 'Archive'}
        </Entry>
        <Menu.Divider />
        <Entry isDangerous refusal={noRemoval} onClick={() => open('remove', of)}>
          Delete
        </Entry>
      </Menu.Dropdown>
    </Menu>
  );
}
