/** The workspace that every request is about: of this tab, and for new tabs the one used last. */
const KEY = 'reconai.workspace';

/** One stay in one workspace. Whatever was read in another stay is never shown in this one. */
export interface Stay {
  workspace: string | undefined;
}

let stay: Stay = { workspace: remembered() };
const listeners = new Set<() => void>();

function remembered(): string | undefined {
  try {
    return window.sessionStorage.getItem(KEY) ?? window.localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // without storage the account's default counts
  }
}

function remember(workspace: string | undefined) {
  try {
    for (const storage of [window.sessionStorage, window.localStorage]) {
      if (workspace) {
        storage.setItem(KEY, workspace);
      } else {
        storage.removeItem(KEY);
      }
    }
  } catch {
    // Only this page remembers, then.
  }
}

export function currentWorkspace(): string | undefined {
  return stay.workspace;
}

export function currentStay(): Stay {
  return stay;
}

/** Begins anew: with empty caches, in another workspace or, without one, in the account's default. */
export function beginStay(workspace?: string) {
  remember(workspace);
  stay = { workspace };
  listeners.forEach((listener) => listener());
}

/**
 * Says which workspace the service chose where none was asked for, or that the remembered one is gone; the stay goes on.
 * What was asked in an earlier stay says nothing about this one.
 */
export function settle(asked: Stay, workspace: string | undefined) {
  if (asked === stay && stay.workspace !== workspace) {
    remember(workspace);
    stay.workspace = workspace;
  }
}

export function onStay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An address that the browser itself opens (download, event stream), where no header can be set. */
export function inWorkspace(path: string): string {
  const { workspace } = stay;
  return workspace ? `${path}${path.includes('?') ? '&' : '?'}workspace_id=${encodeURIComponent(workspace)}` : path;
}
