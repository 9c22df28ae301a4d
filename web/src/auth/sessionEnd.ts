import { useEffect, useRef, useState } from 'react';
import { onSessionEnd } from '../api/session';

/** Whether the session has ended while requests wait for the person to sign in again, and how that went. */
export function useSessionEnd(): { isOver: boolean; end: (isIn: boolean) => void } {
  const [isOver, setIsOver] = useState(false);
  const answer = useRef<(isIn: boolean) => void>(undefined);
  useEffect(() => {
    onSessionEnd(
      () =>
        new Promise((resolve) => {
          answer.current = resolve;
          setIsOver(true);
        }),
    );
    return () => onSessionEnd(undefined);
  }, []);
  const end = (isIn: boolean) => {
    setIsOver(false);
    answer.current?.(isIn);
  };
  return { isOver, end };
}
