import { Link, useRouterState } from '@tanstack/react-router';
import { Icon } from './Icon';
import { isAt, PAGES } from './pages';

/** On a phone: the pages that are opened most, and the way to the others. */
export function BottomBar({ onMore }: { onMore: () => void }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav aria-label="Most used pages" className="bottom-bar">
      {PAGES.filter((page) => page.isOnBar).map((page) => (
        <Link key={page.to} to={page.to} {...(isAt(page.to, path) ? { 'aria-current': 'page' as const } : {})}>
          <Icon name={page.icon} />
          {page.label}
        </Link>
      ))}
      <button type="button" onClick={onMore} aria-haspopup="dialog">
        <Icon name="more" />
        More
      </button>
    </nav>
  );
}
