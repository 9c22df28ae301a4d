import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { AssetDetail } from '../api/types';
import { Problem } from '../ui/Problem';
import { visible } from '../ui/text';
import { dmarc, type Said, spf } from './mail';

interface Answered {
  name: string;
  type: string;
  outcome: string;
  answers: { type: string; data: string }[];
}

/** Who may send mail in the name of the host, and what receivers do with the rest. */
export function MailRules({ asset }: { asset: AssetDetail }) {
  const evidence = useQuery({ queryKey: ['evidence', asset.asset_id], queryFn: () => api.evidence(asset.asset_id) });
  if (evidence.error) {
    return <Problem error={evidence.error} again={() => void evidence.refetch()} />;
  }
  if (!evidence.data) {
    return <Skeleton h={80} />;
  }
  const asked = (evidence.data as { dns?: Answered[] }).dns ?? [];
  return (
    <Stack gap="sm">
      <Rule name="SPF" looked={texts(asked, asset.asset_value)} read={spf} />
      <Rule name="DMARC" looked={texts(asked, `_dmarc.${asset.asset_value}`)} read={dmarc} />
    </Stack>
  );
}

/** The TXT strings of a name; undefined where no answer is known. */
function texts(asked: Answered[], name: string): string[] | undefined {
  const found = asked.filter((one) => one.name === name && one.type === 'TXT' && ['noerror', 'nxdomain', 'nodata'].includes(one.outcome));
  return found.length === 0
    ? undefined
    : found.flatMap((one) => one.answers.filter((answer) => answer.type === 'TXT').map((answer) => answer.data));
}

function Rule({ name, looked, read }: { name: string; looked: string[] | undefined; read: (strings: string[]) => Said | undefined }) {
  const said = looked && read(looked);
  return (
    <div>
      <Text fw={600} size="sm">
        {name}
      </Text>
      {looked === undefined && (
        <Text size="sm" c="dimmed">
          Not asked of this name, or without an answer.
        </Text>
      )}
      {looked !== undefined && said === undefined && <Text size="sm">There is no such record.</Text>}
      {said && (
        <>
          <pre className="excerpt">{visible(said.text)}</pre>
          <Text size="sm" mt={4}>
            {visible(said.means)}
          </Text>
        </>
      )}
    </div>
  );
}
