import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type ComponentPropsWithoutRef, useId } from 'react';
import type { Role } from '../api/types';
import { useAway } from '../api/useAway';
import { useRefusal } from '../auth/roles';

type Props = ButtonProps &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & {
    needs: Role;
    /** Another reason why it cannot be done now. */
    refusal?: string | undefined;
  };

/** A button for some roles only, while the service answers; otherwise it stays, reachable, and says why it does nothing. */
export function RoleButton({ needs, refusal, ...button }: Props) {
  const byRole = useRefusal(needs);
  const away = useAway();
  const reason = byRole ?? refusal ?? away;
  const id = useId();
  if (!reason) {
    return <Button {...button} />;
  }
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
      <span>
        <Button
          {...button}
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          type="button"
          onClick={(event) => event.preventDefault()}
        />
        <span className="sr-only" id={id}>
          {reason}
        </span>
      </span>
    </Tooltip>
  );
}
