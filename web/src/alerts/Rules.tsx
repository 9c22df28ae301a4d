import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../ui/Empty';
import { Problem } from '../ui/Problem';
import { say } from '../ui/toasts';
import { alertsApi, type Channel, type Rule } from './api';
import { RuleEditor } from './RuleEditor';
import { sentence } from './words';

/** Who is told of what, as sentences. */
export function Rules() {
  const [editing, setEditing] = useState<Rule | 'new'>();
  const rules = useQuery({ queryKey: ['alert-rules'], queryFn: alertsApi.rules });
  const channels = useQuery({ queryKey: ['alert-channels'], queryFn: alertsApi.channels });
  const known = channels.data?.data ?? [];
  const error = rules.error ?? channels.error;
  return (
    <div className="stack">
      <Group justify="space-between">
        <Text>The inbox shows what any rule asks for, and what is serious in any case.</Text>
        <Button disabled={known.length === 0} onClick={() => setEditing('new')}>
          New rule
        </Button>
      </Group>
      {error && <Problem error={error} again={() => void rules.refetch()} />}
      {rules.isPending && <Skeleton h={200} />}
      {rules.data?.data.length === 0 && (
        <Empty title="There is no rule">Without one nobody is told; the inbox goes on showing what is serious.</Empty>
      )}
      {rules.data && rules.data.data.length > 0 && (
        <section className="panel" aria-label="Rules">
          <ul className="plain item-rows">
            {rules.data.data.map((rule) => (
              <RuleRow key={rule.rule_id} rule={rule} channels={known} onEdit={() => setEditing(rule)} />
            ))}
          </ul>
        </section>
      )}
      {editing && (
        <RuleEditor rule={editing === 'new' ? undefined : editing} channels={known} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}

function RuleRow({ rule, channels, onEdit }: { rule: Rule; channels: Channel[]; onEdit: () => void }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['alert-rules'] });
  const switching = useMutation({
    mutationFn: () => alertsApi.changeRule(rule.rule_id, { enabled: !rule.enabled }),
    onSuccess: refresh,
  });
  const removing = useMutation({
    mutationFn: () => alertsApi.removeRule(rule.rule_id),
    onSuccess: async () => {
      say(`${rule.name} was removed`);
      await refresh();
    },
  });
  const error = switching.error ?? removing.error;
  return (
    <li>
      <div>
        <span className="who">{rule.name}</span>{' '}
        <span className={rule.enabled ? 'state good' : 'state off'}>{rule.enabled ? 'on' : 'off'}</span>
        <span className="sub">{sentence(rule, channels)}</span>
        {error && <Problem error={error} />}
      </div>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onEdit}>
          Edit<span className="sr-only"> {rule.name}</span>
        </Button>
        <Button size="xs" variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>
          Switch {rule.enabled ? 'off' : 'on'}
          <span className="sr-only"> {rule.name}</span>
        </Button>
        <Button size="xs" variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
          Remove<span className="sr-only"> {rule.name}</span>
        </Button>
      </Group>
    </li>
  );
}
