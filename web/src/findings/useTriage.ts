import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '../api/types';
import { isMarked, type Selection } from '../table/selection';
import { PER_PAGE } from '../table/useRows';
import { say } from '../ui/toasts';
import { findingsApi } from './api';
import { ACTIONS, mayBecome, stateName, type Triage, undoSteps } from './states';
import type { FindingDetail, FindingRow } from './types';

/** As many as one request of the service may name. */
const MOST_NAMED = 1_000;

/** Decides on findings: shown at once, taken back when the service refuses, with a way back for a while. */
export function useTriage() {
  const queries = useQueryClient();
  const [error, setError] = useState<Error>();

  const decide = async (findings: readonly FindingRow[], triage: Triage): Promise<boolean> => {
    const fit = findings.filter((finding) => mayBecome(finding.state, triage.state));
    if (fit.length === 0) {
      say(`${findings.length === 1 ? 'This finding' : 'None of these'} cannot become ${stateName(triage.state).toLowerCase()}`);
      return false;
    }
    return attempt(show(queries, fit, triage), async () => {
      await send(fit, triage);
      const skipped = findings.length - fit.length;
      say(`${sentence(fit.length, triage)}${skipped > 0 ? `; ${skipped} stay as they are` : ''}`, () => void undo(fit, triage));
    });
  };

  const undo = async (before: readonly FindingRow[], triage: Triage) => {
    await attempt(showAgain(queries, before), async () => {
      for (const { finding_ids, ...step } of undoSteps(before, triage.state)) {
        await findingsApi.bulk({ finding_ids }, step);
      }
      say('As it was');
    });
  };

  /** All that fit a filter, more than can be named: without a way back. */
  const decideAll = (filter: Record<string, string>, triage: Triage): Promise<boolean> =>
    attempt(
      () => undefined,
      async () => {
        const { data } = await findingsApi.bulk({ filter }, triage);
        say(`${sentence(data.updated, triage)}${data.unchanged > 0 ? `; ${data.unchanged} stay as they are` : ''}`);
      },
    );

  const attempt = async (takeBack: () => void, act: () => Promise<void>): Promise<boolean> => {
    setError(undefined);
    try {
      await act();
      return true;
    } catch (refused) {
      takeBack();
      setError(refused as Error);
      return false;
    } finally {
      for (const key of ['findings', 'analytics', 'assets', 'asset']) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    }
  };

  return { decide, decideAll, error, forget: () => setError(undefined) };
}

async function send(findings: readonly FindingRow[], triage: Triage): Promise<void> {
  const [first] = findings;
  if (findings.length === 1 && first) {
    await findingsApi.change(first.finding_id, triage);
  } else {
    await findingsApi.bulk({ finding_ids: findings.map((finding) => finding.finding_id) }, triage);
  }
}

function sentence(count: number, triage: Triage): string {
  const done = ACTIONS.find((action) => action.state === triage.state)?.done ?? '';
  return `${count.toLocaleString('en')} finding${count === 1 ? '' : 's'} ${done}`;
}

/** Shows findings as they will be; the answer shows them as they were. */
function show(queries: QueryClient, findings: readonly FindingRow[], triage: Triage): () => void {
  put(
    queries,
    new Map(
      findings.map((finding) => [
        finding.finding_id,
        { state: triage.state, reason: triage.reason ?? null, accepted_until: triage.accepted_until ?? null },
      ]),
    ),
  );
  return showAgain(queries, findings, false);
}

function showAgain(queries: QueryClient, findings: readonly FindingRow[], isNow = true): () => void {
  const before = new Map(
    findings.map(({ finding_id, state, reason, accepted_until }) => [finding_id, { state, reason, accepted_until }]),
  );
  if (isNow) {
    put(queries, before);
    return () => undefined; // what is asked again afterwards shows what is true
  }
  return () => put(queries, before);
}

type Shown = Pick<FindingRow, 'state' | 'reason' | 'accepted_until'>;

function put(queries: QueryClient, changes: ReadonlyMap<string, Shown>): void {
  queries.setQueriesData<Page<FindingRow>>({ queryKey: ['findings', 'list'] }, (page) =>
    page && { ...page, data: page.data.map((row) => ({ ...row, ...changes.get(row.finding_id) })) },
  );
  for (const [id, change] of changes) {
    queries.setQueryData<FindingDetail>(['findings', 'one', id], (detail) => detail && { ...detail, ...change });
  }
}

/** The marked findings; undefined when they are more than can be named. */
export async function gather(
  selection: Selection,
  known: (id: string) => FindingRow | undefined,
  filter: Record<string, string>,
  total: number,
): Promise<FindingRow[] | undefined> {
  if (!selection.all) {
    const rows = [...selection.ids].map(known);
    return rows.some((row) => row === undefined)
      ? Promise.all([...selection.ids].map((id) => findingsApi.one(id)))
      : rows.filter((row) => row !== undefined);
  }
  if (total - selection.but.size > MOST_NAMED) {
    return undefined;
  }
  const pages = Array.from({ length: Math.ceil(total / PER_PAGE) }, (_, index) => index + 1);
  const found = await Promise.all(
    pages.map((page) => findingsApi.page(filter, 'type', page, new AbortController().signal)),
  );
  return found.flatMap((page) => page.data).filter((row) => isMarked(selection, row.finding_id));
}
