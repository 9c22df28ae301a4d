import { Button, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { Wide } from '../ui/Wide';
import type { AssetDetail, Contribution } from '../api/types';

/** Why this score: bars from the base to the score; together they add up to it exactly. */
export function RiskBars({ asset }: { asset: AssetDetail }) {
  const { base, contributions, sum } = asset.risk_explanation;
  const shown = contributions.filter((part) => part.value !== null);
  const unknown = contributions.filter((part) => part.value === null);
  const steps = running(base, shown);
  const [isTable, setTable] = useState(false);
  return (
    <>
      {isTable ? (
        <AsTable asset={asset} shown={shown} />
      ) : (
      <div className="bars" role="table" aria-label="What made up the score">
        <Line label="A clean public web site" points={base} from={0} to={base} kind="base" />
        {steps.map(({ part, from, to }) => (
          <Line
            key={part.feature}
            label={part.label}
            detail={value(part)}
            proof={part.evidence === null ? undefined : <Proof asset={asset} part={part} />}
            points={part.contribution}
            from={from}
            to={to}
            kind={part.contribution < 0 ? 'lowers' : 'raises'}
          />
        ))}
        <Line label="Score" points={sum} from={0} to={sum} kind="total" />
      </div>
      )}
      <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => setTable(!isTable)}>
        {isTable ? 'Show as bars' : 'Show as table'}
      </Button>
      {unknown.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          Not known, so neither raised nor lowered: {unknown.map((part) => part.label.toLowerCase()).join(', ')}.
        </Text>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        Model {asset.risk_model.name} {asset.risk_model.version}
        {asset.risk_model.fallback && ' (written rules; the model was not there)'}. Confidence{' '}
        {Math.round(asset.risk_confidence * 100)} %: how much of what counts was seen, and how clear it is.
      </Text>
    </>
  );
}

function AsTable({ asset, shown }: { asset: AssetDetail; shown: Contribution[] }) {
  const { base, sum } = asset.risk_explanation;
  return (
    <Wide label="What made up the score, as a table">
      <Table>
        <caption className="sr-only">What made up the score</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">What counts</Table.Th>
            <Table.Th scope="col">Here</Table.Th>
            <Table.Th scope="col">Points</Table.Th>
            <Table.Th scope="col">Proof</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row">A clean public web site</Table.Th>
            <Table.Td />
            <Table.Td>{base.toFixed(1)}</Table.Td>
            <Table.Td />
          </Table.Tr>
          {shown.map((part) => (
            <Table.Tr key={part.feature}>
              <Table.Th scope="row">{part.label}</Table.Th>
              <Table.Td>{value(part)}</Table.Td>
              <Table.Td>{signed(part.contribution)}</Table.Td>
              <Table.Td>
                <Proof asset={asset} part={part} />
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">Score</Table.Th>
            <Table.Td />
            <Table.Td>
              <strong>{sum.toFixed(1)}</strong>
            </Table.Td>
            <Table.Td />
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

/** The way to what shows it, where one place does. */
function Proof({ asset, part }: { asset: AssetDetail; part: Contribution }) {
  return part.evidence === null ? null : (
    <Link to="/assets/$assetId/evidence" params={{ assetId: asset.asset_id }} search={{ at: part.evidence.replace(/^#/, '') }}>
      Evidence<span className="sr-only"> of {part.label}</span>
    </Link>
  );
}

function signed(points: number): string {
  return points === 0 ? '0' : `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`;
}

/** Each bar begins where the one before it ended. */
function running(base: number, parts: Contribution[]): { part: Contribution; from: number; to: number }[] {
  let at = base;
  return parts.map((part) => {
    const from = at;
    at += part.contribution;
    return { part, from, to: at };
  });
}

function value(part: Contribution): string {
  if (part.value === null) {
    return '';
  }
  return part.feature.startsWith('has_') || part.feature === 'ssl_cert_is_self_signed' || part.feature === 'proven_finding'
    ? part.value > 0
      ? 'yes'
      : 'no'
    : String(part.value);
}

function Line(props: {
  label: string;
  detail?: string;
  proof?: ReactNode;
  points: number;
  from: number;
  to: number;
  kind: 'base' | 'raises' | 'lowers' | 'total';
}) {
  const left = clamp(Math.min(props.from, props.to));
  const right = clamp(Math.max(props.from, props.to));
  const signed = `${props.kind === 'raises' && props.points > 0 ? '+' : ''}${props.points.toFixed(1)}`;
  return (
    <Fragment>
      <div role="row" className="bar-line">
        <div role="cell">
          {props.label}
          {props.detail && <span className="muted"> ({props.detail})</span>} {props.proof}
        </div>
        <div className="bar-lane" aria-hidden="true">
          {props.points !== 0 && (
            <div className={`bar ${props.kind}`} style={{ left: `${left}%`, width: `${right - left}%` }} />
          )}
        </div>
        <div role="cell" className="points">
          {props.points === 0 ? '0' : signed}
        </div>
      </div>
    </Fragment>
  );
}

function clamp(points: number): number {
  return Math.min(100, Math.max(0, points));
}
