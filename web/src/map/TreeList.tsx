import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Level } from '../ui/Level';
import { middle, visible, words } from '../ui/text';
import type { Graph, GraphNode } from './graph';
import { type Branch, type Line, lines, matching, openable, tree } from './tree';

interface Props {
  graph: Graph;
  focus: string | undefined;
  onFocus: (id: string) => void;
  open: (node: GraphNode) => void;
}

const LINE_PX = 34;
const AHEAD = 10;

/** The same as the map, as a tree: arrows move, Right opens, Left closes, Enter opens the asset. */
export function TreeList({ graph, focus, onFocus, open }: Props) {
  const [text, setText] = useState('');
  const branches = useMemo(() => tree(graph), [graph]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(branches.map((branch) => branch.path)));
  const found = useMemo(() => (text.trim() === '' ? branches : matching(branches, text)), [branches, text]);
  const isOpen = useMemo(() => (text.trim() === '' ? opened : new Set(openable(found))), [text, opened, found]);
  const seen = useMemo(() => lines(found, isOpen), [found, isOpen]);
  const [place, setPlace] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const here = Math.min(place, seen.length - 1);
  const virtual = useVirtualizer({
    count: seen.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    overscan: AHEAD,
  });
  useEffect(() => {
    const index = seen.findIndex((line) => line.branch.node.id === focus);
    if (index >= 0 && seen[here]?.branch.node.id !== focus) {
      setPlace(index);
      virtual.scrollToIndex(index);
    }
  }, [focus]);

  const go = (index: number) => {
    const next = Math.max(0, Math.min(seen.length - 1, index));
    setPlace(next);
    virtual.scrollToIndex(next);
    const line = seen[next];
    if (line) {
      onFocus(line.branch.node.id);
    }
  };
  const turn = (branch: Branch, on: boolean) => {
    const next = new Set(opened);
    if (on) {
      next.add(branch.path);
    } else {
      next.delete(branch.path);
    }
    setOpened(next);
  };
  const hear = (event: KeyboardEvent) => {
    const line = seen[here];
    if (line && act(event.key, line)) {
      event.preventDefault();
    }
  };
  const act = (key: string, line: Line): boolean => {
    switch (key) {
      case 'ArrowDown':
        go(here + 1);
        return true;
      case 'ArrowUp':
        go(here - 1);
        return true;
      case 'Home':
        go(0);
        return true;
      case 'End':
        go(seen.length - 1);
        return true;
      case 'ArrowRight':
        if (line.branch.children.length > 0 && !line.isOpen) {
          turn(line.branch, true);
        } else {
          go(here + 1);
        }
        return true;
      case 'ArrowLeft':
        if (line.isOpen) {
          turn(line.branch, false);
        } else {
          go(above(seen, here));
        }
        return true;
      case 'Enter':
        open(line.branch.node);
        return true;
      default:
        return false;
    }
  };
  return (
    <div className="panel tree">
      <TextInput
        size="xs"
        type="search"
        aria-label="Search the map"
        placeholder="Names, addresses, networks"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {seen.length === 0 && <p className="small">Nothing of this name.</p>}
      <div
        ref={box}
        role="tree"
        aria-label="What is exposed"
        className="tree-box"
        tabIndex={0}
        aria-activedescendant={seen[here] ? `tree-${here}` : undefined}
        onKeyDown={hear}
      >
        <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const line = seen[item.index];
            return (
              line && (
                <div
                  key={line.branch.path}
                  id={`tree-${item.index}`}
                  role="treeitem"
                  aria-level={line.depth}
                  aria-posinset={line.position}
                  aria-setsize={line.siblings}
                  aria-selected={line.branch.node.id === focus}
                  {...(line.branch.children.length > 0 ? { 'aria-expanded': line.isOpen } : {})}
                  className={item.index === here ? 'tree-line is-here' : 'tree-line'}
                  style={{ transform: `translateY(${item.start}px)`, paddingLeft: 8 + (line.depth - 1) * 18 }}
                  onClick={() => {
                    go(item.index);
                    if (line.branch.children.length > 0) {
                      turn(line.branch, !line.isOpen);
                    }
                  }}
                  onDoubleClick={() => open(line.branch.node)}
                >
                  <TreeLine line={line} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function above(seen: readonly Line[], place: number): number {
  const depth = seen[place]?.depth ?? 1;
  for (let index = place - 1; index >= 0; index--) {
    if ((seen[index]?.depth ?? 0) < depth) {
      return index;
    }
  }
  return place;
}

function TreeLine({ line }: { line: Line }) {
  const { node, children } = line.branch;
  return (
    <>
      <span className="turn" aria-hidden="true">
        {children.length === 0 ? '' : line.isOpen ? '−' : '+'}
      </span>
      <span className="mono">{visible(middle(node.label, 40))}</span>
      <span className="muted small">
        {node.kind === 'host_group' ? `${node.count} hosts` : words(node.kind).toLowerCase()}
      </span>
      {node.risk_level !== null && <Level value={node.risk_level} />}
    </>
  );
}
