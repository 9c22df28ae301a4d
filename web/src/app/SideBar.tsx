import { Tooltip } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { markText, useUnread } from '../alerts/unread';
import { WorkspaceSwitcher } from '../workspaces/WorkspaceSwitcher';
import { Icon } from './Icon';
import { type AppPage, FOOT_PAGES, isAt, PAGES } from './pages';
import { prefer } from './preferences';

/** The workspace and its pages; folded, their drawings with names that show on hover and focus. */
export function SideBar({ isFolded, canFold }: { isFolded: boolean; canFold: boolean }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const links = (pages: AppPage[]) =>
    pages.map((page) => <PageLink key={page.to} page={page} isFolded={isFolded} isCurrent={isAt(page.to, path)} />);
  return (
    <div className={isFolded ? 'side folded' : 'side'}>
      <WorkspaceSwitcher isFolded={isFolded} />
      <nav aria-label="Pages" className="side-pages">
        <div className="side-main">{links(PAGES)}</div>
        <div className="side-foot">{links(FOOT_PAGES)}</div>
      </nav>
      {canFold && (
        <button type="button" className="nav-link fold" aria-expanded={!isFolded} onClick={() => prefer({ isFolded: !isFolded })}>
          <Icon name={isFolded ? 'unfold' : 'fold'} />
          <span className={isFolded ? 'sr-only' : ''}>{isFolded ? 'Widen the side bar' : 'Fold'}</span>
        </button>
      )}
    </div>
  );
}

function PageLink({ page, isFolded, isCurrent }: { page: AppPage; isFolded: boolean; isCurrent: boolean }) {
  return (
    <Tooltip label={page.label} position="right" disabled={!isFolded} events={{ hover: true, focus: true, touch: false }}>
      <Link to={page.to} className="nav-link" {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
        <Icon name={page.icon} />
        <span className={isFolded ? 'sr-only' : ''}>{page.label}</span>
        {page.to === '/alerts' && <Unread />}
      </Link>
    </Tooltip>
  );
}

function Unread() {
  const unread = useUnread();
  return unread === 0 ? null : (
    <span className="unread-mark">
      {markText(unread)}
      <span className="sr-only"> unread</span>
    </span>
  );
}
