// Going through a page by keyboard: what has the focus shows it and can be seen.

/** Long lists bring new rows as one goes on; so many stops are enough to have met each kind of part. */
const MOST_STOPS = 150;

/** What has the focus: its name, and what is wrong with how it shows. Runs in the page. */
export function look() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) {
    return undefined;
  }
  const label = element.getAttribute('aria-label') ?? element.innerText ?? '';
  const name = `${element.tagName.toLowerCase()}${element.name ? `[${element.name}]` : ''} ${label.slice(0, 40)}`.trim();
  const isSkip = element.classList.contains('skip-link');
  const first = element.dataset.stopSeen === undefined;
  element.dataset.stopSeen = '';

  // The ring may be drawn by what stands around or beside a control, where a design replaces the control's own box.
  const row = element.closest('label') ?? element.parentElement;
  const around = [element, ...element.children, element.parentElement, element.parentElement?.parentElement, row, ...(row?.children ?? [])];
  const drawn = () =>
    around
      .filter(Boolean)
      .map((one) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine } = getComputedStyle(one);
        const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [outline, boxShadow, borderColor, backgroundColor, textDecorationLine].join('|');
      })
      .join('\n');
  const focused = drawn();
  element.blur();
  const plain = drawn();
  element.focus({ preventScroll: true });
  const problems = [];
  if (focused === plain) {
    problems.push('shows no focus');
  }

  // Of a control that is drawn by another element, that one is looked at.
  let box = element;
  while (box && (box.getBoundingClientRect().width < 4 || getComputedStyle(box).opacity === '0')) {
    box = box.parentElement;
  }
  const { left, top, right, bottom, width, height } = box.getBoundingClientRect();
  const inset = 2;
  const spots = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + inset, top + inset],
    [right - inset, top + inset],
    [left + inset, bottom - inset],
    [right - inset, bottom - inset],
    [left + inset, (top + bottom) / 2],
    [left + width / 4, (top + bottom) / 2],
  ];
  const isOn = ([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (box.contains(there) || there.contains(box));
  };
  const sightable = spots.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  if (height === 0 || sightable.length === 0) {
    problems.push('is out of sight');
  } else if (!sightable.some(isOn)) {
    problems.push('is covered');
  }
  return { name, isSkip, first, problems };
}

/** Goes through the page by Tab, from where the focus is. */
export async function walk(page, path) {
  const problems = [];
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (stop === undefined || !stop.first) {
      break; // the end of the page, or its beginning again
    }
    problems.push(...stop.problems.map((problem) => `${path}: ${stop.name} ${problem}`));
  }
  return { stops, problems };
}

/** Nothing fades in, so that what shows the focus is there at once. */
export async function calm(page) {
  await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; animation: none !important; }' });
}
