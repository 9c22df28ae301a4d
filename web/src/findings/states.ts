// What people may do with a finding; the same table as the service's.

export const STATES = ['open', 'acknowledged', 'false_positive', 'accepted', 'fixed'] as const;
export type FindingState = (typeof STATES)[number];

const BY_PEOPLE: Record<FindingState, readonly FindingState[]> = {
  open: ['acknowledged', 'false_positive', 'accepted', 'fixed'],
  acknowledged: ['false_positive', 'accepted', 'fixed', 'open'],
  false_positive: ['open'],
  accepted: ['open'],
  fixed: ['open'],
};

export function mayBecome(from: FindingState, to: FindingState): boolean {
  return BY_PEOPLE[from].includes(to);
}

export function needsReason(state: FindingState): boolean {
  return state === 'false_positive' || state === 'accepted';
}

/** What somebody decides, as the service takes it. */
export interface Triage {
  state: FindingState;
  reason?: string;
  accepted_until?: string;
}

export interface TriageAction {
  state: FindingState;
  label: string;
  /** In the past, of several: "3 findings …". */
  done: string;
  key: string;
}

/** The buttons, in their order, with the key of each. */
export const ACTIONS: readonly TriageAction[] = [
  { state: 'acknowledged', label: 'Acknowledge', done: 'acknowledged', key: 'a' },
  { state: 'false_positive', label: 'False positive', done: 'marked as false positive', key: 'p' },
  { state: 'accepted', label: 'Accept the risk', done: 'accepted', key: 'c' },
  { state: 'fixed', label: 'Fixed', done: 'marked as fixed; the next scan will check', key: 'f' },
  { state: 'open', label: 'Reopen', done: 'opened again', key: 'o' },
];

const NAMES: Record<FindingState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  false_positive: 'False positive',
  accepted: 'Accepted',
  fixed: 'Fixed',
};

export const stateName = (state: string): string => NAMES[state as FindingState] ?? state;

/** As much of a finding as undoing needs. */
export interface Before {
  finding_id: string;
  state: FindingState;
  reason: string | null;
  accepted_until: string | null;
}

/** One request of a way back. */
export interface UndoStep extends Triage {
  finding_ids: string[];
}

/**
 * The requests that bring findings back to what they were: first to open, since everything may become open, then to what
 * each was. Those whose acceptance has run out stay open.
 */
export function undoSteps(before: readonly Before[], now: FindingState, at = Date.now()): UndoStep[] {
  const moved = before.filter((finding) => finding.state !== now);
  const steps: UndoStep[] = [];
  if (now !== 'open' && moved.length > 0) {
    steps.push({ finding_ids: moved.map((finding) => finding.finding_id), state: 'open' });
  }
  const groups = new Map<string, UndoStep>();
  for (const finding of moved) {
    const back = triageTo(finding);
    if (finding.state !== 'open' && !(back.accepted_until !== undefined && Date.parse(back.accepted_until) <= at)) {
      const key = JSON.stringify(back);
      const group = groups.get(key) ?? { ...back, finding_ids: [] };
      group.finding_ids.push(finding.finding_id);
      groups.set(key, group);
    }
  }
  return [...steps, ...groups.values()];
}

function triageTo({ state, reason, accepted_until }: Before): Triage {
  return {
    state,
    ...(reason === null ? {} : { reason }),
    ...(state === 'accepted' && accepted_until !== null ? { accepted_until } : {}),
  };
}
