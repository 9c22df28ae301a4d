import { Button, Group, useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Graph, GraphNode } from './graph';
import { pathUp } from './graph';
import { bounds, layout, type Placed } from './layout';
import { type Colours, nameOf, svg } from './paint';
import { Stage } from './stage';

interface Props {
  graph: Graph;
  focus: string | undefined;
  onFocus: (id: string | undefined) => void;
  open: (node: GraphNode) => void;
}

const STEP = 1.3;
const CLICK_PX = 4;

/** The graph as a picture: drag to move, wheel or buttons to zoom. What it shows stands in the list beside it too. */
export function MapCanvas({ graph, focus, onFocus, open }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage>(undefined);
  const placed = useMemo(() => layout(graph), [graph]);
  const byId = useMemo(() => new Map(placed.map((one) => [one.node.id, one])), [placed]);
  const [hovered, setHovered] = useState<Placed>();
  const drag = useRef<{ x: number; y: number; moved: number } | undefined>(undefined);
  const lit = useMemo(() => new Set(focus === undefined ? [] : pathUp(graph, focus)), [graph, focus]);
  const picture = useMemo(() => ({ placed, byId, edges: graph.edges, lit, current: focus }), [placed, byId, graph, lit, focus]);

  useEffect(() => {
    const [element, window_] = [canvas.current, box.current];
    if (!element || !window_) {
      return undefined;
    }
    const made = new Stage(element, () => coloursOf(element));
    stage.current = made;
    const sizes = new ResizeObserver(() => made.resize(window_.clientWidth, window_.clientHeight));
    sizes.observe(window_);
    return () => {
      sizes.disconnect();
      made.end();
    };
  }, []);
  useEffect(() => stage.current?.show(picture), [picture]);
  useScheme(() => stage.current?.show(picture));

  useEffect(() => {
    const element = box.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const [x, y] = place(event, element);
      stage.current?.zoom(event.deltaY < 0 ? STEP : 1 / STEP, x, y);
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, []);

  const move = (event: PointerEvent<HTMLElement>) => {
    const [x, y] = place(event, box.current);
    if (drag.current) {
      const [dx, dy] = [x - drag.current.x, y - drag.current.y];
      drag.current = { x, y, moved: drag.current.moved + Math.abs(dx) + Math.abs(dy) };
      stage.current?.pan(dx, dy);
    } else {
      setHovered(stage.current?.at(x, y));
    }
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    const wasClick = drag.current !== undefined && drag.current.moved < CLICK_PX;
    drag.current = undefined;
    if (wasClick) {
      const hit = stage.current?.at(...place(event, box.current));
      if (hit && hit.node.id === focus) {
        open(hit.node);
      } else {
        onFocus(hit?.node.id);
      }
    }
  };
  const tools = useMemo(
    () => (
      <Group gap="xs" className="map-tools">
        <Button size="xs" variant="default" onClick={() => stage.current?.zoom(STEP)} aria-label="Zoom in">
          +
        </Button>
        <Button size="xs" variant="default" onClick={() => stage.current?.zoom(1 / STEP)} aria-label="Zoom out">
          −
        </Button>
        <Button size="xs" variant="default" onClick={() => stage.current?.whole()}>
          All
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => canvas.current && save(new Blob([svg(picture, bounds(placed), coloursOf(canvas.current))], { type: 'image/svg+xml' }), 'svg')}
        >
          SVG
        </Button>
        <Button size="xs" variant="default" onClick={() => stage.current?.image((blob) => blob && save(blob, 'png'))}>
          PNG
        </Button>
      </Group>
    ),
    [picture, placed],
  );
  const shown = hovered ?? (focus === undefined ? undefined : byId.get(focus));
  return (
    <div className="panel map">
      {tools}
      <div
        ref={box}
        className="map-box"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const [x, y] = place(event, box.current);
          drag.current = { x, y, moved: 0 };
        }}
        onPointerMove={move}
        onPointerUp={release}
        onPointerLeave={() => setHovered(undefined)}
      >
        <canvas ref={canvas} role="img" aria-label={`Map of ${graph.nodes.length} nodes; the list beside it has the same`} />
      </div>
      {shown && (
        <div className="map-card">
          <span className="mono">{nameOf(shown)}</span>
          {shown.node.risk_level !== null && ` ${shown.node.risk_level}, ${shown.node.risk_score ?? '–'}`}
        </div>
      )}
    </div>
  );
}

/** Where the pointer is within an element. */
function place(event: { clientX: number; clientY: number }, within: Element | null): [number, number] {
  const area = within?.getBoundingClientRect();
  return [event.clientX - (area?.left ?? 0), event.clientY - (area?.top ?? 0)];
}

/** Paints anew in the colours of the other theme. */
function useScheme(changed: () => void) {
  const scheme = useComputedColorScheme('light');
  useEffect(changed, [scheme]);
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: style.color,
    line: read('--map-line'),
    accent: read('--map-accent'),
    none: read('--map-none'),
    ground: read('--map-ground'),
    levels: Object.fromEntries(['critical', 'high', 'medium', 'low'].map((level) => [level, read(`--map-${level}`)])),
  };
}

function save(blob: Blob, ending: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `reconai_map.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
