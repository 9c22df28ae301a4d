import type { RiskLevel } from '../api/types';
import type { GraphEdge } from './graph';
import type { Box, Placed } from './layout';
import { middle, visible } from '../ui/text';

/** Where the picture is looked at: a point of it lies at `x * scale + left`. */
export interface View {
  left: number;
  top: number;
  scale: number;
}

export interface Colours {
  text: string;
  line: string;
  accent: string;
  none: string;
  ground: string;
  levels: Record<string, string>;
}

const LABELS_FROM_SCALE = 0.55;
const FULL = 1;
const FAINT = 0.2;
const LONGEST = 26;

export function fit(box: Box, width: number, height: number): View {
  const scale = Math.min(1.4, width / box.width, height / box.height);
  return {
    scale,
    left: (width - box.width * scale) / 2 - box.left * scale,
    top: (height - box.height * scale) / 2 - box.top * scale,
  };
}

/** The same point stays under the pointer. */
export function zoomed(view: View, by: number, x: number, y: number): View {
  const scale = Math.min(4, Math.max(0.02, view.scale * by));
  const factor = scale / view.scale;
  return { scale, left: x - (x - view.left) * factor, top: y - (y - view.top) * factor };
}

/** The node at a point of the window. */
export function at(placed: readonly Placed[], view: View, x: number, y: number): Placed | undefined {
  const [px, py] = [(x - view.left) / view.scale, (y - view.top) / view.scale];
  const reach = 4 / view.scale;
  return placed.findLast((one) => Math.hypot(one.x - px, one.y - py) <= one.radius + reach);
}

export interface Picture {
  placed: readonly Placed[];
  byId: ReadonlyMap<string, Placed>;
  edges: readonly GraphEdge[];
  /** Highlighted; the rest is faint while there is any. */
  lit: ReadonlySet<string>;
  current: string | undefined;
}

/** Lines or shapes that look the same and lie together: they are painted by one stroke, or passed over as one. */
interface Batch {
  path: Path2D;
  box: Box;
  isLit: boolean;
  isDashed: boolean;
  level: RiskLevel | null;
}

/** A picture made ready to be painted, as often as it is moved and zoomed. */
export interface Drawing {
  lines: Batch[];
  shapes: Batch[];
  names: { text: string; x: number; y: number; isLit: boolean }[];
  current: Placed | undefined;
  isDim: boolean;
}

/** So many lines share a stroke: few enough that those out of sight can be passed over. */
const IN_BATCH = 100;

export function drawing(picture: Picture): Drawing {
  const { placed, byId, edges, lit, current } = picture;
  const lines = new Batches();
  for (const edge of edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from && to) {
      const path = lines.with({ isLit: lit.has(edge.from) && lit.has(edge.to), isDashed: edge.kind === 'cname', level: null }, [from, to]);
      const bend = (to.x - from.x) / 2;
      path.moveTo(from.x, from.y);
      path.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
    }
  }
  const shapes = new Batches();
  for (const one of placed) {
    trace(shapes.with({ isLit: lit.has(one.node.id), isDashed: false, level: one.node.risk_level }, [one]), one);
  }
  return {
    lines: lines.all,
    shapes: shapes.all,
    names: placed.map((one) => ({ text: nameOf(one), x: one.x + one.radius + 6, y: one.y, isLit: lit.has(one.node.id) })),
    current: current === undefined ? undefined : byId.get(current),
    isDim: lit.size > 0,
  };
}

type Look = Pick<Batch, 'isLit' | 'isDashed' | 'level'>;

class Batches {
  readonly all: Batch[] = [];
  private readonly begun = new Map<string, { batch: Batch; count: number }>();

  /** The path to which something of this look is added. */
  with(look: Look, corners: readonly Placed[]): Path2D {
    const key = `${look.isLit} ${look.isDashed} ${look.level}`;
    let open = this.begun.get(key);
    if (!open || open.count >= IN_BATCH) {
      open = { batch: { ...look, path: new Path2D(), box: { left: Infinity, top: Infinity, width: 0, height: 0 } }, count: 0 };
      this.begun.set(key, open);
      this.all.push(open.batch);
    }
    open.count++;
    corners.forEach((corner) => widen((open as { batch: Batch }).batch.box, corner));
    return open.batch.path;
  }
}

function widen(box: Box, { x, y, radius }: Placed): void {
  const right = Math.max(box.left === Infinity ? -Infinity : box.left + box.width, x + radius);
  const bottom = Math.max(box.top === Infinity ? -Infinity : box.top + box.height, y + radius);
  box.left = Math.min(box.left, x - radius);
  box.top = Math.min(box.top, y - radius);
  box.width = right - box.left;
  box.height = bottom - box.top;
}

/** Names are painted for this far to the left of the window, since they reach into it. */
const NAME_PX = 220;

export function paint(canvas: CanvasRenderingContext2D, drawn: Drawing, view: View, size: { width: number; height: number }, colours: Colours): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.left, ratio * view.top);
  const window_ = { left: -view.left / view.scale, top: -view.top / view.scale, width: size.width / view.scale, height: size.height / view.scale };
  const strength = (isLit: boolean) => (isLit || !drawn.isDim ? FULL : FAINT);
  for (const { path, box, isLit, isDashed } of drawn.lines) {
    if (overlap(box, window_)) {
      canvas.globalAlpha = strength(isLit);
      canvas.strokeStyle = isLit ? colours.accent : colours.line;
      canvas.lineWidth = (isLit ? 2 : 1) / Math.max(view.scale, 0.5);
      canvas.setLineDash(isDashed ? [4, 4] : []);
      canvas.stroke(path);
    }
  }
  canvas.setLineDash([]);
  canvas.lineWidth = 1.5;
  for (const { path, box, isLit, level } of drawn.shapes) {
    if (overlap(box, window_)) {
      const colour = colours.levels[level ?? ''] ?? colours.none;
      canvas.globalAlpha = strength(isLit);
      canvas.fillStyle = level === null ? colours.ground : colour;
      canvas.strokeStyle = colour;
      canvas.fill(path);
      canvas.stroke(path);
    }
  }
  canvas.globalAlpha = FULL;
  if (drawn.current) {
    const around = new Path2D();
    trace(around, drawn.current);
    canvas.strokeStyle = colours.accent;
    canvas.lineWidth = 3;
    canvas.stroke(around);
  }
  canvas.font = '12px ui-monospace, Menlo, Consolas, monospace';
  canvas.textBaseline = 'middle';
  canvas.fillStyle = colours.text;
  const area = { ...window_, left: window_.left - NAME_PX / view.scale, width: window_.width + NAME_PX / view.scale };
  for (const { text, x, y, isLit } of drawn.names) {
    const isShown = view.scale >= LABELS_FROM_SCALE || isLit;
    if (isShown && overlap({ left: x, top: y - 8, width: 0, height: 16 }, area)) {
      canvas.globalAlpha = strength(isLit);
      canvas.fillText(text, x, y);
    }
  }
  canvas.globalAlpha = FULL;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left <= other.left + other.width &&
    other.left <= one.left + one.width &&
    one.top <= other.top + other.height &&
    other.top <= one.top + one.height
  );
}

export function nameOf({ node }: Placed): string {
  const name = visible(middle(node.label, LONGEST));
  return node.count > 1 ? `${name} (${node.count})` : name;
}

/** The shape says the level too: diamond, triangle, square, circle; a ring where there is none. */
export function shapeOf({ node, x, y, radius: r }: Placed): { points?: [number, number][] } {
  switch (node.risk_level) {
    case 'critical':
      return { points: [[x, y - r], [x + r, y], [x, y + r], [x - r, y]] };
    case 'high':
      return { points: [[x, y - r], [x + r, y + r * 0.8], [x - r, y + r * 0.8]] };
    case 'medium':
      return { points: [[x - r * 0.85, y - r * 0.85], [x + r * 0.85, y - r * 0.85], [x + r * 0.85, y + r * 0.85], [x - r * 0.85, y + r * 0.85]] };
    default:
      return {};
  }
}

function trace(path: Path2D, one: Placed): void {
  const { points } = shapeOf(one);
  if (points) {
    points.forEach(([x, y], index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    path.closePath();
  } else {
    path.moveTo(one.x + one.radius, one.y);
    path.arc(one.x, one.y, one.radius, 0, 2 * Math.PI);
  }
}

/** The same picture as a file of lines and shapes. */
export function svg(picture: Picture, box: Box, colours: Colours): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const edges = picture.edges.flatMap((edge) => {
    const [from, to] = [picture.byId.get(edge.from), picture.byId.get(edge.to)];
    return from && to ? [`<path d="M${from.x} ${from.y}C${(from.x + to.x) / 2} ${from.y} ${(from.x + to.x) / 2} ${to.y} ${to.x} ${to.y}"/>`] : [];
  });
  const nodes = picture.placed.map((one) => {
    const colour = colours.levels[one.node.risk_level ?? ''] ?? colours.none;
    const fill = one.node.risk_level === null ? colours.ground : colour;
    const { points } = shapeOf(one);
    const shape = points
      ? `<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}" stroke="${colour}"/>`
      : `<circle cx="${one.x}" cy="${one.y}" r="${one.radius}" fill="${fill}" stroke="${colour}"/>`;
    return `${shape}<text x="${one.x + one.radius + 6}" y="${one.y}" dominant-baseline="middle">${escape(nameOf(one))}</text>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.left} ${box.top} ${box.width} ${box.height}">` +
    `<rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" fill="${colours.ground}"/>` +
    `<g fill="none" stroke="${colours.line}">${edges.join('')}</g>` +
    `<g font-family="monospace" font-size="12" fill="${colours.text}">${nodes.join('')}</g></svg>`
  );
}
