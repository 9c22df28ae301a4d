/** How a change is said. */
interface Words {
  same: string;
  more: string;
  less: string;
}

const WEEK_AGO: Words = { same: 'the same as a week ago', more: 'higher than a week ago', less: 'lower than a week ago' };

/** Of what happened in a week, against the week before. */
export const WEEK_BEFORE: Words = { same: 'as many as the week before', more: 'more than the week before', less: 'fewer than the week before' };

/**
 * A change in words; where there is no week of history to compare with it says so.
 *
 * @param historyDays how far what it is compared with reaches back
 */
export function compared(percent: number, historyDays: number, words = WEEK_AGO): string {
  if (historyDays < 7) {
    return 'no comparison yet';
  }
  if (percent === 0) {
    return words.same;
  }
  const amount = Math.abs(percent).toLocaleString('en', { maximumFractionDigits: 1 });
  return percent > 0 ? `↑ ${amount} % ${words.more}` : `↓ ${amount} % ${words.less}`;
}
