import { ActionIcon, AppShell, Burger, Button, Group, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../api/client';

const PAGES = [
  { to: '/', label: 'Overview' },
  { to: '/assets', label: 'Assets' },
  { to: '/scans', label: 'Scans' },
] as const;

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const [open, menu] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity });
  useEffect(() => menu.close(), [path]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="lg"
    >
      <AppShell.Header>
        <a className="skip-link" href="#main">
          Skip to the content
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <img src="/favicon.svg" alt="" width={28} height={28} />
            <Text fw={700} size="lg">
              ReconAI
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button component={Link} to="/scans/new" size="sm">
              New scan
            </Button>
            <Profile />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages">
        {PAGES.map((page) => (
          <Link
            key={page.to}
            to={page.to}
            className="nav-link"
            {...(isCurrent(page.to, path) ? { 'aria-current': 'page' as const } : {})}
          >
            {page.label}
          </Link>
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {config.data?.demo && (
          <Text role="note" size="sm" mb="md" className="panel" py={8}>
            This is a demonstration: the organisation and its hosts are simulated on this machine.
          </Text>
        )}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function isCurrent(page: string, path: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
}

function Profile() {
  const me = useQuery({ queryKey: ['me'], queryFn: api.me });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.logout();
    queries.clear();
    await navigate({ to: '/signin', search: {} });
  };
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="Your account">
          <span aria-hidden="true">{(me.data?.email ?? '?').charAt(0).toUpperCase()}</span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.data?.email}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)}>
            {colorScheme === scheme ? '✓ ' : ''}
            {scheme === 'auto' ? "The system's colours" : scheme === 'light' ? 'Light' : 'Dark'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
