import { Stack, Table, Text } from '@mantine/core';
import type { AssetDetail } from '../api/types';
import { visible, words } from '../ui/text';
import { Wide } from '../ui/Wide';

/** Where the addresses are, whose networks they lie in, and who runs them. */
export function Addresses({ asset }: { asset: AssetDetail }) {
  if (asset.addresses.length === 0) {
    return <Text c="dimmed">No address is known.</Text>;
  }
  const aliases = asset.providers.filter((use) => asset.addresses.every((address) => address.ip !== use.subject));
  return (
    <Stack gap="sm">
      <Wide label="Addresses">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Address</Table.Th>
              <Table.Th>Its name</Table.Th>
              <Table.Th>Network</Table.Th>
              <Table.Th>Announced by</Table.Th>
              <Table.Th>Provider</Table.Th>
              <Table.Th>Where</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {asset.addresses.map((address) => (
              <Table.Tr key={address.ip}>
                <Table.Td className="mono">{address.ip}</Table.Td>
                <Table.Td className="mono">{address.ptr === null ? '' : visible(address.ptr)}</Table.Td>
                <Table.Td className="mono">{address.network ?? ''}</Table.Td>
                <Table.Td>
                  {address.asn !== null && `AS${address.asn} `}
                  {address.as_name !== null && visible(address.as_name)}
                </Table.Td>
                <Table.Td>
                  {address.provider !== null && `${visible(address.provider)} (${words(address.provider_kind ?? '')})`}
                </Table.Td>
                <Table.Td>{[address.city, address.country].filter((part) => part !== null).map(visible).join(', ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {aliases.map((use) => (
        <Text size="sm" key={use.subject}>
          <span className="mono">{visible(use.subject)}</span> is {visible(use.name)} ({words(use.kind)})
        </Text>
      ))}
    </Stack>
  );
}

/** What the registry says of the domain. */
export function Registration({ asset }: { asset: AssetDetail }) {
  const said = asset.registration;
  if (said === null) {
    return <Text c="dimmed">The registry did not say.</Text>;
  }
  return (
    <Text size="sm">
      {said.registrar && `Registrar: ${visible(said.registrar)}. `}
      {said.registered_at !== null && `Registered ${said.registered_at.slice(0, 10)}. `}
      {said.expires_at !== null && `Expires ${said.expires_at.slice(0, 10)}. `}
      <span className="muted">({said.source})</span>
    </Text>
  );
}

/** What leaked of the domain's site: "nobody was asked" is never drawn as clean. */
export function Leaks({ asset }: { asset: AssetDetail }) {
  const known = asset.breach_history;
  if (known.source === null) {
    return <Text c="dimmed">Not known: no source was asked or none answered.</Text>;
  }
  return (
    <Stack gap="sm">
      {known.breaches.length === 0 && <Text size="sm">{known.source} knows of no leak of this domain.</Text>}
      {known.breaches.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {known.breaches.map((leak) => (
            <li key={leak.name}>
              {visible(leak.name)}, {leak.date ?? 'on an unknown day'}: {leak.compromised_data.map(visible).join(', ')}
            </li>
          ))}
        </ul>
      )}
      {known.leaked_addresses !== null && (
        <Text size="sm">{known.leaked_addresses} mail addresses of the domain are in leaks of others.</Text>
      )}
      <Text size="xs" c="dimmed">
        By {known.source === 'hibp' ? 'Have I Been Pwned (CC BY 4.0)' : 'XposedOrNot'}
      </Text>
    </Stack>
  );
}
