import { Button, CloseButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { currentToasts, dismiss, onToasts } from './toasts';

/** Where results of actions are told, politely to screen readers too. */
export function ToastList() {
  const toasts = useSyncExternalStore(onToasts, currentToasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
          <span>{toast.text}</span>
          {toast.undo && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                toast.undo?.();
                dismiss(toast.id);
              }}
            >
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
