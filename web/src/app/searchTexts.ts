/** Those of the named search parameters that are texts; numbers and yes or no were typed as ones. */
export function texts<Name extends string>(search: Record<string, unknown>, names: readonly Name[]): { [N in Name]?: string } {
  const given = names.filter((name) => ['string', 'number', 'boolean'].includes(typeof search[name]) && search[name] !== '');
  return Object.fromEntries(given.map((name) => [name, String(search[name])])) as { [N in Name]?: string };
}

/** A page of a list; the first is not written. */
export function page(search: Record<string, unknown>): { page?: number } {
  const wanted = Number(search['page']);
  return Number.isInteger(wanted) && wanted > 1 ? { page: wanted } : {};
}
