import { Link, useRouterState } from '@tanstack/react-router';
import { isAt, pageAt, SETTINGS } from './pages';

/** Where this page is: the way up from it. */
export function Breadcrumb() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const page = pageAt(path);
  const isSetting = SETTINGS.some((setting) => setting === page);
  return (
    <nav aria-label="Breadcrumb" className="breadcrumb">
      <ol>
        {isSetting && <li className="wide-only">Settings</li>}
        {page && (
          <li>
            {page.to === path || !isAt(page.to, path) ? (
              <span aria-current="page">{page.label}</span>
            ) : (
              <Link to={page.to}>{page.label}</Link>
            )}
          </li>
        )}
      </ol>
    </nav>
  );
}
