import { describe, expect, it } from 'vitest';
import { example, givable, PRESETS, SCOPE_GROUPS } from './scopes';

describe('scopes', () => {
  it('are those of the interface, each once', () => {
    const all = SCOPE_GROUPS.flatMap((group) => group.scopes.map((scope) => scope.scope)).sort();
    expect(all).toEqual(
      (
        'alerts:read alerts:write analytics:read assets:read assets:write audit:read billing:read domains:read ' +
        'domains:write export:read findings:read findings:write members:read scans:read scans:write'
      ).split(' '),
    );
  });

  it('of admins only are not offered to analysts', () => {
    expect(givable('admin')).toContain('audit:read');
    expect(givable('analyst')).not.toContain('audit:read');
    expect(givable('viewer')).not.toContain('scans:write');
  });

  it.each(PRESETS)('of the preset $name can be given by an analyst', ({ scopes }) =>
    expect(givable('analyst')).toEqual(expect.arrayContaining(scopes('analyst'))),
  );
});

describe('example', () => {
  it.each([
    [['scans:write', 'assets:read'], '/api/assets/scan '],
    [['findings:read'], "/api/findings?limit=5'"],
    [['members:read'], "/api/workspaces'"],
  ])('with %j asks for %s', (scopes, path) => {
    const text = example('https://recon.example', 'rk_x', scopes);
    expect(text).toContain(`https://recon.example${path}`);
    expect(text).toContain("-H 'Authorization: Bearer rk_x'");
  });
});
