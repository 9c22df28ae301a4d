/** What asks the person to sign in again over the page; nothing while nobody was signed in. */
let ask: (() => Promise<boolean>) | undefined;
let asking: Promise<boolean> | undefined;

export function onSessionEnd(asker: (() => Promise<boolean>) | undefined) {
  ask = asker;
}

/** True once the person has signed in again; all requests that wait share one dialog. */
export function askToSignInAgain(): Promise<boolean> {
  if (!ask) {
    return Promise.resolve(false);
  }
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('reconai.session');

/** Tells the other tabs that the person signed out. */
export function announceSignOut() {
  channel?.postMessage('signed-out');
}

/** Signing out in one tab signs out all. */
export function onSignOutElsewhere(listener: () => void): () => void {
  return onWord('signed-out', listener);
}

/** Tells the other tabs that the person signed in. */
export function announceSignIn() {
  channel?.postMessage('signed-in');
}

export function onSignInElsewhere(listener: () => void): () => void {
  return onWord('signed-in', listener);
}

function onWord(word: string, listener: () => void): () => void {
  const hear = (event: MessageEvent) => {
    if (event.data === word) {
      listener();
    }
  };
  channel?.addEventListener('message', hear);
  return () => channel?.removeEventListener('message', hear);
}
