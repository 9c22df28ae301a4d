// Elements as journeys name them, in Playwright's words: by role, text, label or selector, waited for before they are used.
import { setTimeout as pause } from 'node:timers/promises';
import { DriverError, ELEMENT } from './driver.mjs';
import { exists, find, isCalm, isSeen } from './look.mjs';

const POLL_MS = 100;

/** What the driver says of an element that moves, is covered or was drawn anew: another look may find it ready. */
const PASSING = ['element click intercepted', 'element not interactable', 'stale element reference', 'no such element'];

/** The ways to name an element that a page and a locator have in common. */
export class Finder {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }

  narrow(step) {
    return new Locator(this.page, [...this.steps, step]);
  }

  locator(css) {
    return this.narrow({ css });
  }

  getByRole(role, { name, exact, level } = {}) {
    return this.narrow({ role, level, ...(name === undefined ? {} : { name: sought(name, exact) }) });
  }

  getByText(text, { exact } = {}) {
    return this.narrow({ text: sought(text, exact) });
  }

  getByLabel(label, { exact } = {}) {
    return this.narrow({ label: sought(label, exact) });
  }
}

/** A text to look for, as it travels into the page. */
function sought(text, exact = false) {
  return text instanceof RegExp ? { pattern: text.source, flags: text.flags } : { text, exact };
}

export class Locator extends Finder {
  first() {
    return this.nth(0);
  }

  nth(nth) {
    return this.narrow({ nth });
  }

  filter({ hasText }) {
    return this.narrow({ hasText: sought(hasText) });
  }

  or(other) {
    return new Locator(this.page, [{ either: [this.steps, other.steps] }]);
  }

  count() {
    return this.page.look((steps) => find(steps).length, this.steps);
  }

  allInnerTexts() {
    return this.page.look((steps) => find(steps).map((element) => element.innerText), this.steps);
  }

  isVisible() {
    return this.page.look((steps) => find(steps).some(isSeen), this.steps);
  }

  /** Waits until there is one and it is visible, or until there is none. */
  waitFor({ state = 'visible', timeout } = {}) {
    const isSo = state === 'detached' ? async () => (await this.count()) === 0 : async () => (await this.only(isSeen)) !== null;
    return this.until(isSo, state, timeout);
  }

  /** Gives the element and the argument to a function in the page. */
  evaluate(deed, argument) {
    return this.use(exists, (element) => this.page.call(deed, element, argument));
  }

  getAttribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  innerText() {
    return this.evaluate((element) => element.innerText);
  }

  textContent() {
    return this.evaluate((element) => element.textContent);
  }

  isChecked() {
    return this.evaluate((element) => element.checked);
  }

  isDisabled() {
    return this.evaluate((element) => element.disabled);
  }

  /** Clicks in the middle of the window: the driver itself does not bring what lies below into sight. */
  click() {
    return this.use(isCalm, async (element) => {
      await this.page.evaluate((target) => target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }), element);
      await this.page.session.post(`/element/${element[ELEMENT]}/click`);
    });
  }

  /** Types a text in place of what is there. */
  fill(text) {
    return this.use(isCalm, async (element) => {
      await this.page.evaluate((field) => {
        field.focus();
        field.select();
      }, element);
      await this.page.session.post(`/element/${element[ELEMENT]}/value`, { text });
    });
  }

  async check() {
    if (!(await this.isChecked())) {
      await this.click();
      await this.until(() => this.isChecked(), 'checked');
    }
  }

  /** Does something with the element once it is as wanted. */
  async use(isWanted, deed) {
    let result;
    const isDone = async () => {
      const element = await this.only(isWanted);
      if (element === null) {
        return false;
      }
      try {
        result = await deed(element);
        return true;
      } catch (error) {
        if (error instanceof DriverError && PASSING.includes(error.kind)) {
          return false;
        }
        throw error;
      }
    };
    await this.until(isDone, 'usable');
    return result;
  }

  /** The element when there is one and it is as wanted, else null. More than one is a mistake of the journey. */
  async only(isWanted) {
    const { count, element } = await this.page.look(
      `async (steps) => {
        const found = find(steps);
        return { count: found.length, element: found.length === 1 && (await (${isWanted})(found[0])) ? found[0] : null };
      }`,
      this.steps,
    );
    if (count > 1) {
      throw new Error(`${count} elements are ${this}`);
    }
    return element;
  }

  async until(isSo, what, timeout = this.page.patienceMs) {
    const end = Date.now() + timeout;
    while (!(await isSo())) {
      if (Date.now() > end) {
        throw new Error(`not ${what}: ${this}`);
      }
      await pause(POLL_MS);
    }
  }

  toString() {
    return JSON.stringify(this.steps);
  }
}
