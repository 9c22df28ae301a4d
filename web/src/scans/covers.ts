/** Whether one of these domains is the name or above it. */
export function covers(domains: readonly string[], name: string): boolean {
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
