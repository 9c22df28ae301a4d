// Pictures of pages in few colours, so that many of them are little to carry: reads the PNG that a browser makes (8 bits,
// not interlaced) and writes one with a palette.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 64;

/** What covers such a part of a picture, as backgrounds do, keeps its colour exactly. */
const SURFACE = 1 / 500;

export function writePicture(path, png) {
  writeFileSync(path, encode(decode(png)));
}

/** Width, height and three bytes a pixel. */
export function decode(png) {
  let at = SIGNATURE.length;
  const parts = [];
  let head;
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      head = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), depth: data[8], colour: data[9], interlace: data[12] };
    } else if (type === 'IDAT') {
      parts.push(data);
    }
    at += length + 12;
  }
  if (head.depth !== 8 || head.interlace !== 0 || (head.colour !== 2 && head.colour !== 6)) {
    throw new Error(`a PNG of another kind: ${JSON.stringify(head)}`);
  }
  return pixels(head, inflateSync(Buffer.concat(parts)));
}

function pixels({ width, height, colour }, raw) {
  const step = colour === 6 ? 4 : 3;
  const stride = width * step;
  const rgb = Buffer.alloc(width * height * 3);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    const line = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? line[x - step] : 0;
      const up = above[x];
      const corner = x >= step ? above[x - step] : 0;
      line[x] = (line[x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]) & 0xff;
    }
    for (let x = 0; x < width; x++) {
      line.copy(rgb, (y * width + x) * 3, x * step, x * step + 3);
    }
    above = line;
  }
  return { width, height, rgb };
}

/** PNG, section 9.4. */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

export function encode({ width, height, rgb }) {
  const palette = popular(rgb);
  const nearest = new Map();
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = rgb.readUIntBE((y * width + x) * 3, 3);
      let index = nearest.get(colour);
      if (index === undefined) {
        index = closest(palette, colour);
        nearest.set(colour, index);
      }
      lines[y * (width + 1) + 1 + x] = index;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Those of surfaces, then what is seen most; what is near to one that is taken already is left to it. */
function popular(rgb) {
  const counts = new Map();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const ranked = [...counts].sort((left, right) => right[1] - left[1]).map(([colour]) => colour);
  const chosen = ranked.filter((colour) => counts.get(colour) * 3 > rgb.length * SURFACE).slice(0, COLOURS);
  for (const nearness of [300, 60, 0]) {
    for (const colour of ranked) {
      if (chosen.length === COLOURS) {
        return chosen;
      }
      if (chosen.every((other) => distance(other, colour) > nearness)) {
        chosen.push(colour);
      }
    }
  }
  return chosen;
}

function closest(palette, colour) {
  let best = 0;
  for (let index = 1; index < palette.length; index++) {
    if (distance(palette[index], colour) < distance(palette[best], colour)) {
      best = index;
    }
  }
  return best;
}

function distance(one, other) {
  const [red, green, blue] = [(one >> 16) - (other >> 16), ((one >> 8) & 0xff) - ((other >> 8) & 0xff), (one & 0xff) - (other & 0xff)];
  return red * red + green * green + blue * blue;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
