/** Which way a list is sorted. */
export function Arrow({ by }: { by: 'ascending' | 'descending' }) {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" fill="currentColor" aria-hidden="true">
      <path d={by === 'descending' ? 'M1 3h8L5 8z' : 'M1 7h8L5 2z'} />
    </svg>
  );
}
