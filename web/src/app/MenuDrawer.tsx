import { Drawer } from '@mantine/core';
import { SideBar } from './SideBar';

/** The side bar where there is no room for it: holds the focus, Esc closes. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} size={280} title="ReconAI" closeButtonProps={{ 'aria-label': 'Close the menu' }}>
      <SideBar isFolded={false} canFold={false} />
    </Drawer>
  );
}
