import { Button, Group, Text } from '@mantine/core';
import type { Pagination } from '../api/types';

/** Which part of a list is shown, and the ways to the others; nothing where all of it is. */
export function Pager({ of, onPage }: { of: Pagination; onPage: (page: number) => void }) {
  if (of.total_pages <= 1) {
    return null;
  }
  const first = (of.current_page - 1) * of.items_per_page + 1;
  const last = Math.min(of.total_items, first + of.items_per_page - 1);
  return (
    <Group component="nav" aria-label="Pages of the list" justify="space-between" mt="sm">
      <Text size="sm">
        {first.toLocaleString('en')} to {last.toLocaleString('en')} of {of.total_items.toLocaleString('en')}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" disabled={of.current_page <= 1} onClick={() => onPage(of.current_page - 1)}>
          Previous page
        </Button>
        <Button size="xs" variant="default" disabled={of.current_page >= of.total_pages} onClick={() => onPage(of.current_page + 1)}>
          Next page
        </Button>
      </Group>
    </Group>
  );
}
