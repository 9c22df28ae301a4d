import { Alert } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ApiError } from '../api/client';
import { PlanLink } from './PlanLink';

/** What the service said of single fields, to stand beside them. */
export function fieldErrors(error: Error | null): Record<string, string> {
  return error instanceof ApiError ? error.fields : {};
}

/** What is wrong with a form, at its top and with the focus; fields are named and can be gone to. */
export function FormProblem({ error, labels }: { error: Error | null; labels: Record<string, string> }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) {
      box.current?.focus();
    }
  }, [error]);
  if (!error) {
    return null;
  }
  const known = Object.entries(fieldErrors(error)).filter(([field]) => field in labels);
  const goTo = (field: string) =>
    box.current?.closest('form')?.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
  return (
    <Alert color="red" role="alert" ref={box} tabIndex={-1} title={known.length > 0 ? 'Please look at' : undefined}>
      {known.length === 0 && error.message}
      {error instanceof ApiError && error.status === 402 && <PlanLink />}
      <ul className="problem-fields">
        {known.map(([field, wrong]) => (
          <li key={field}>
            <button type="button" className="as-link" onClick={() => goTo(field)}>
              {labels[field]}
            </button>{' '}
            {wrong}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
