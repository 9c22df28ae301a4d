import { Button } from '@mantine/core';
import { split, toggled } from './parameters';
import { visible } from '../ui/text';

/** How one filter is called; `several` when its values are told apart by commas. */
export interface FilterName {
  name: string;
  label: string;
  several?: boolean;
  say?: (value: string) => string;
}

interface Props {
  filters: readonly FilterName[];
  search: Record<string, string | undefined>;
  change: (change: Record<string, string | undefined>) => void;
}

/** The filters in force, each of which can be taken away. */
export function FilterChips({ filters, search, change }: Props) {
  const chips = filters.flatMap((filter) => {
    const value = search[filter.name];
    const values = value === undefined ? [] : filter.several ? split(value) : [value];
    return values.map((one) => ({ filter, one, all: value ?? '' }));
  });
  if (chips.length === 0) {
    return null;
  }
  const clear = () => change(Object.fromEntries(filters.map((filter) => [filter.name, undefined])));
  return (
    <div className="filter-chips" role="group" aria-label="Filters in force">
      {chips.map(({ filter, one, all }) => {
        const said = `${filter.label}: ${visible(filter.say?.(one) ?? one)}`;
        return (
          <span key={`${filter.name}=${one}`} className="filter-chip">
            <span>{said}</span>
            <button
              type="button"
              aria-label={`Remove the filter ${said}`}
              onClick={() => change({ [filter.name]: filter.several ? toggled(all, one) : undefined })}
            >
              ×
            </button>
          </span>
        );
      })}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Clear filters
      </Button>
    </div>
  );
}

/** True when at least one of the filters is in force. */
export function isFiltered(filters: readonly FilterName[], search: Record<string, string | undefined>): boolean {
  return filters.some((filter) => search[filter.name] !== undefined);
}
