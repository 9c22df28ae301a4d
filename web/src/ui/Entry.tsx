import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';

/** An entry of a menu that may be refused: it says why, does nothing, and can be reached and read all the same. */
export function Entry({
  refusal,
  isDangerous = false,
  onClick,
  children,
}: {
  refusal?: string | undefined;
  isDangerous?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  const isRefused = refusal !== undefined;
  return (
    <Menu.Item
      className={isRefused ? 'is-refused' : isDangerous ? 'is-dangerous' : ''}
      closeMenuOnClick={!isRefused}
      {...(isRefused ? { 'aria-disabled': true, 'data-disabled': true } : { onClick })}
    >
      {children}
      {isRefused && <span className="sub">{refusal}</span>}
    </Menu.Item>
  );
}
