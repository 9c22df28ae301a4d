import { usePreferences } from '../app/preferences';
import { ago, exact } from './text';

/** A moment as people say it, with the exact one, in the person's zone, behind it. */
export function Time({ at }: { at: string }) {
  const { timeZone } = usePreferences();
  return (
    <time dateTime={at} title={exact(at, timeZone)}>
      {ago(at)}
    </time>
  );
}
