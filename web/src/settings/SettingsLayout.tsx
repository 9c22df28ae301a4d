import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Icon } from '../app/Icon';
import { isAt, SETTINGS } from '../app/pages';
import { mayActAs, useMe } from '../auth/roles';
import { instanceQuery } from '../instance/api';

/** The settings' own pages beside each other; those that the role does not reach are left out. */
export function SettingsLayout() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const role = useMe()?.role;
  // Who operates the instance is known by asking for what only operators get.
  const isOperator = useQuery({ ...instanceQuery, staleTime: Infinity }).data !== undefined;
  const pages = SETTINGS.filter(
    (page) => (!page.needs || (role && mayActAs(role, page.needs))) && (!page.isForOperators || isOperator),
  );
  return (
    <div className="settings">
      <nav aria-label="Settings" className="settings-pages">
        {pages.map((page) => (
          <Link
            key={page.to}
            to={page.to}
            className="nav-link"
            {...(isAt(page.to, path) ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon name={page.icon} size={18} />
            {page.label}
          </Link>
        ))}
      </nav>
      <div>
        <Outlet />
      </div>
    </div>
  );
}
