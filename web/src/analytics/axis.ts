import { nice, ticks } from 'd3-array';

/** From nothing to the round number above the highest value; whole steps only, since what is shown is counted. */
export interface Axis {
  top: number;
  ticks: number[];
}

const STEPS = 4;

/** @param top where the axis ends whatever the values are */
export function axis(values: number[], top?: number): Axis {
  const highest = top ?? nice(0, Math.max(1, ...values), STEPS)[1];
  return { top: highest, ticks: ticks(0, highest, STEPS).filter(Number.isInteger) };
}

/** Which of the days are written below, so that each has so many pixels. */
export function labelled(count: number, width: number, each: number): number[] {
  const step = Math.max(1, Math.ceil((count * each) / Math.max(1, width)));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
