import { NativeSelect, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Severity } from '../api/types';
import { Level } from '../ui/Level';
import { PageHead } from '../ui/PageHead';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { words } from '../ui/text';
import { type FindingType, findingTypes } from './catalogue';
import { MODE_TEXTS } from './modes';
import { ShortcutList } from './ShortcutList';
import { TERMS } from './terms';

export function HelpPage() {
  const config = useQuery({ queryKey: ['config'], queryFn: api.config, staleTime: Infinity }).data;
  return (
    <div className="stack">
      <PageHead title="Help" />
      <Panel title="What each mode sends">
        <dl className="terms">
          {MODE_TEXTS.map((mode) => (
            <div key={mode.mode}>
              <dt>{mode.label}</dt>
              <dd>
                <ul className="tight">
                  {mode.sends.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
        <Text size="sm" mt="sm">
          Each mode also does what those before it do.
        </Text>
      </Panel>
      <Catalogue />
      <Panel title="Words">
        <dl className="terms">
          {TERMS.map(([term, meaning]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title="Keyboard">
        <ShortcutList />
      </Panel>
      <Panel title="About">
        <Text>
          ReconAI {config?.version}, Apache License 2.0. Programs use the same <a href="/docs/">interface</a> as these pages;
          its description for tools is <a href="/openapi.json">openapi.json</a>.
        </Text>
      </Panel>
    </div>
  );
}

const SEVERITIES: Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

function Catalogue() {
  const [search, setSearch] = useState('');
  const [severity, setSeverity] = useState('');
  const [category, setCategory] = useState('');
  const types = useQuery(findingTypes);
  const all = types.data ?? [];
  const categories = [...new Set(all.map((type) => type.category))].sort();
  const wanted = search.trim().toLowerCase();
  const found = all.filter(
    (type) =>
      (severity === '' || type.severity === severity) &&
      (category === '' || type.category === category) &&
      `${type.type} ${type.title} ${type.description}`.toLowerCase().includes(wanted),
  );
  return (
    <Panel title="What can be found">
      {types.error && <Problem error={types.error} again={() => void types.refetch()} />}
      {types.isPending && <Skeleton h={200} />}
      {types.data && (
        <>
          <div className="filters">
            <TextInput
              className="grow"
              type="search"
              label="Search"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <NativeSelect
              label="Severity"
              value={severity}
              onChange={(event) => setSeverity(event.currentTarget.value)}
              data={[{ value: '', label: 'All' }, ...SEVERITIES.map((value) => ({ value, label: words(value) }))]}
            />
            <NativeSelect
              label="Category"
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
              data={[{ value: '', label: 'All' }, ...categories]}
            />
          </div>
          <Text size="sm" mb="sm" role="status">
            {found.length} of {all.length} kinds
          </Text>
          <ul className="plain catalogue">
            {found.map((type) => (
              <Kind key={type.type} type={type} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Kind({ type }: { type: FindingType }) {
  return (
    <li>
      <details>
        <summary>
          <Level value={type.severity} />
          <span className="who">{type.title}</span>
          <span className="muted mono wide-only">{type.type}</span>
        </summary>
        <div className="kind">
          <Text>{type.description}</Text>
          <Title order={3} size={14} mt="sm">
            How to fix it
          </Title>
          <Text>{type.remediation}</Text>
          <Text size="sm" mt="sm" className="muted">
            {type.category}; found in {type.modes.join(', ')} mode. {type.references.join(', ')}
          </Text>
        </div>
      </details>
    </li>
  );
}
