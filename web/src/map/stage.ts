import { bounds, type Placed } from './layout';
import { at, type Colours, type Drawing, drawing, fit, paint, type Picture, type View, zoomed } from './paint';

/** How far around the window is painted ahead: so far the picture is moved without being painted again. */
const AHEAD_PX = 240;

/**
 * Where the picture is painted, and how it is looked at. Moving it moves what is painted; it is painted anew, once a frame
 * at most, when the paint ahead is used up, and when it is zoomed.
 */
export class Stage {
  private picture: Picture | undefined;
  private prepared: Drawing | undefined;
  private view: View | undefined;
  private painted: View | undefined;
  private frame = 0;
  private size = { width: 0, height: 0 };

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly colours: () => Colours,
  ) {}

  /** Shows a picture, all of it where it is about other nodes than the one before. */
  show(picture: Picture): void {
    const isOther = picture.placed !== this.picture?.placed;
    this.picture = picture;
    this.prepared = undefined;
    if (isOther) {
      this.view = undefined;
    }
    this.ask();
  }

  resize(width: number, height: number): void {
    if (width === this.size.width && height === this.size.height) {
      return;
    }
    this.size = { width, height };
    const { canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round((width + 2 * AHEAD_PX) * ratio);
    canvas.height = Math.round((height + 2 * AHEAD_PX) * ratio);
    Object.assign(canvas.style, {
      width: `${width + 2 * AHEAD_PX}px`,
      height: `${height + 2 * AHEAD_PX}px`,
      left: `${-AHEAD_PX}px`,
      top: `${-AHEAD_PX}px`,
    });
    this.view = undefined;
    this.ask();
  }

  /** Shows all of it. */
  whole(): void {
    this.view = undefined;
    this.ask();
  }

  zoom(by: number, x = this.size.width / 2, y = this.size.height / 2): void {
    this.view = this.view && zoomed(this.view, by, x, y);
    this.ask();
  }

  pan(dx: number, dy: number): void {
    const { view, painted } = this;
    if (!view) {
      return;
    }
    this.view = { ...view, left: view.left + dx, top: view.top + dy };
    if (painted?.scale === view.scale) {
      const [x, y] = [this.view.left - painted.left, this.view.top - painted.top];
      this.canvas.style.transform = `translate(${x}px, ${y}px)`;
      if (Math.max(Math.abs(x), Math.abs(y)) < AHEAD_PX * 0.8) {
        return;
      }
    }
    this.ask();
  }

  /** The node at a point of the window. */
  at(x: number, y: number): Placed | undefined {
    return this.picture && this.view && at(this.picture.placed, this.view, x, y);
  }

  /** What the window shows, as an image. */
  image(done: (blob: Blob | null) => void): void {
    const { picture, view, size } = this;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    if (picture && view && context) {
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
      const colours = this.colours();
      context.fillStyle = colours.ground;
      context.fillRect(0, 0, canvas.width, canvas.height);
      paint(context, drawing(picture), view, size, colours);
      canvas.toBlob(done);
    }
  }

  end(): void {
    cancelAnimationFrame(this.frame);
  }

  private ask(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    const { canvas, picture, size } = this;
    const context = canvas.getContext('2d');
    if (!picture || !context || size.width === 0 || size.height === 0) {
      return;
    }
    this.view ??= fit(bounds(picture.placed), size.width, size.height);
    this.prepared ??= drawing(picture);
    const { view } = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    paint(
      context,
      this.prepared,
      { ...view, left: view.left + AHEAD_PX, top: view.top + AHEAD_PX },
      { width: size.width + 2 * AHEAD_PX, height: size.height + 2 * AHEAD_PX },
      this.colours(),
    );
    this.painted = view;
    canvas.style.transform = '';
  }
}
