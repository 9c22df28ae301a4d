import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { Bell } from '../alerts/Bell';
import { useAccountLooks } from '../account/useAccountLooks';
import { onSignOutElsewhere } from '../api/session';
import { useRefusal } from '../auth/roles';
import { useLeave } from '../auth/signOut';
import { useSessionEnd } from '../auth/sessionEnd';
import { RoleButton } from '../ui/RoleButton';
import { WorkspaceName } from '../ui/WorkspaceName';
import { useWorkspace } from '../workspaces/current';
import { Banners } from './Banners';
import { BottomBar } from './BottomBar';
import { Breadcrumb } from './Breadcrumb';
import { Icon } from './Icon';
import { ALL_PAGES } from './pages';
import { usePreferences } from './preferences';
import { ProfileMenu } from './ProfileMenu';
import { RunningScans } from './RunningScans';
import { SearchField } from './SearchField';
import { useShortcuts } from './shortcuts';
import { SideBar } from './SideBar';

// What is opened seldom is fetched when it is.
const MenuDrawer = lazy(() => import('./MenuDrawer').then((module) => ({ default: module.MenuDrawer })));
const SessionEnded = lazy(() => import('../auth/SessionEnded').then((module) => ({ default: module.SessionEnded })));
const CommandPalette = lazy(() => import('./CommandPalette').then((module) => ({ default: module.CommandPalette })));
const KeyboardHelp = lazy(() => import('./KeyboardHelp').then((module) => ({ default: module.KeyboardHelp })));

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const { isFolded } = usePreferences();
  const workspace = useWorkspace();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const leave = useLeave();
  const sessionEnd = useSessionEnd();
  useAccountLooks();
  useEffect(() => menu.close(), [path]);
  useEffect(() => onSignOutElsewhere(() => void leave()), []);
  useShellKeys(palette.open, help.open);
  return (
    <WorkspaceName value={workspace?.name}>
      <div className={isFolded ? 'shell is-folded' : 'shell'}>
        <a className="skip-link" href="#main">
          Skip to the content
        </a>
        <div className="shell-side">
          <SideBar isFolded={isFolded} canFold />
        </div>
        <header className="shell-top">
          <ActionIcon variant="subtle" color="gray" size={36} className="phone-only" aria-label="Menu" aria-haspopup="dialog" onClick={menu.open}>
            <Icon name="menu" />
          </ActionIcon>
          <Breadcrumb />
          <SearchField onPalette={palette.open} />
          <RunningScans />
          <NewScan />
          <Bell />
          <ProfileMenu onKeys={help.open} />
        </header>
        <main id="main" tabIndex={-1} className="shell-main">
          <Banners />
          <Outlet />
        </main>
        <BottomBar onMore={menu.open} />
        <Suspense>
          {isMenuOpen && <MenuDrawer onClose={menu.close} />}
          {isPaletteOpen && <CommandPalette onClose={palette.close} onKeys={help.open} />}
          {isHelpOpen && <KeyboardHelp onClose={help.close} />}
          {sessionEnd.isOver && <SessionEnded onEnd={sessionEnd.end} />}
        </Suspense>
      </div>
    </WorkspaceName>
  );
}

function NewScan() {
  const navigate = useNavigate();
  return (
    <RoleButton needs="analyst" aria-label="New scan" className="new-scan" onClick={() => void navigate({ to: '/scans/new' })}>
      <span aria-hidden="true" className="phone-only">
        +
      </span>
      <span className="wide-only">New scan</span>
    </RoleButton>
  );
}

function useShellKeys(openPalette: () => void, openHelp: () => void) {
  const navigate = useNavigate();
  const mayScan = useRefusal('analyst') === undefined;
  useShortcuts([
    { keys: 'mod+k', does: 'Command palette', run: openPalette },
    { keys: '?', does: 'This list', run: openHelp },
    ...(mayScan ? [{ keys: 'n', does: 'New scan', run: () => void navigate({ to: '/scans/new' }) }] : []),
    ...ALL_PAGES().flatMap((page) =>
      page.key ? [{ keys: `g ${page.key}`, does: `Go to ${page.label}`, run: () => void navigate({ to: page.to }) }] : [],
    ),
  ], 'everywhere');
}
