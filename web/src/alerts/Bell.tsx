import { Link } from '@tanstack/react-router';
import { Icon } from '../app/Icon';
import { markText, useUnread } from './unread';
import './alerts.css';

/** The way to the alerts, with how many are new. */
export function Bell() {
  const unread = useUnread();
  return (
    <Link to="/alerts" search={{}} className="bell">
      <Icon name="alerts" />
      <span className="sr-only">Alerts</span>
      {unread > 0 && (
        <span className="unread-mark">
          {markText(unread)}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </Link>
  );
}
