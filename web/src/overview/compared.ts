/** A change against a week ago in words; where there is no week of history it says so. */
export function compared(percent: number, historyDays: number): string {
  if (historyDays < 7) {
    return 'no comparison yet';
  }
  if (percent === 0) {
    return 'the same as a week ago';
  }
  const amount = Math.abs(percent).toLocaleString('en', { maximumFractionDigits: 1 });
  return percent > 0 ? `↑ ${amount} % higher than a week ago` : `↓ ${amount} % lower than a week ago`;
}
