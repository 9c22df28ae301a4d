import type { FieldChange } from '../scans/api';
import { fieldName, said } from './said';

export type Sign = 'added' | 'removed';

/** Said by sign and word too, not by colour alone. */
export function Mark({ sign }: { sign: Sign }) {
  return (
    <span className={`sign sign-${sign}`}>
      <span aria-hidden="true">{sign === 'added' ? '+' : '−'}</span>
      <span className="sr-only">{sign}: </span>
    </span>
  );
}

/** One field that was seen differently: what it was and what it is. */
export function Field({ change }: { change: FieldChange }) {
  const isList = change.added !== undefined || change.removed !== undefined;
  const removed = isList ? (change.removed ?? []) : [change.from];
  const added = isList ? (change.added ?? []) : [change.to];
  return (
    <div>
      <dt>{fieldName(change.field)}</dt>
      {removed.map((value, index) => (
        <dd key={`- ${index}`} className="removed">
          <Mark sign="removed" />
          <span className="mono">{said(value)}</span>
        </dd>
      ))}
      {added.map((value, index) => (
        <dd key={`+ ${index}`} className="added">
          <Mark sign="added" />
          <span className="mono">{said(value)}</span>
        </dd>
      ))}
    </div>
  );
}
