// How elements are found and judged. These functions run in the page; roles and accessible names are worked out there by
// Testing Library.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const LIBRARY = readFileSync(createRequire(import.meta.url).resolve('@testing-library/dom/dist/@testing-library/dom.umd.min.js'), 'utf8');

/** The page does not have it after it was loaded anew. */
const IS_MISSING = 'window.TestingLibraryDom === undefined';

/** The source of a function that can call the others of this file. */
export function looking(deed) {
  return `(argument) => {
    if (${IS_MISSING}) { ${LIBRARY} }
    ${isSeen}
    ${find}
    return (${deed})(argument);
  }`;
}

/** What the page complained of since the last time, from the first look on: WebDriver does not tell. */
export function complaints() {
  if (window.complaints === undefined) {
    window.complaints = [];
    const say = (text) => window.complaints.push(String(text));
    const { error } = console;
    console.error = (...parts) => {
      say(parts.join(' '));
      error.apply(console, parts);
    };
    addEventListener('error', ({ message, target }) => say(message ?? `not loaded: ${target.outerHTML}`), true);
    addEventListener('unhandledrejection', ({ reason }) => say(reason));
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => say(`${violatedDirective} forbids ${blockedURI}`));
  }
  return window.complaints;
}

export function exists() {
  return true;
}

export function isSeen(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
}

/** Seen, switched on and not on its way to another place. */
export async function isCalm(element) {
  const place = () => JSON.stringify(element.getBoundingClientRect());
  const before = place();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return isSeen(element) && !element.disabled && place() === before;
}

/** The elements that steps lead to, in the order of the document. */
export function find(steps) {
  const { queryAllByLabelText, queryAllByRole } = window.TestingLibraryDom;

  const squeeze = (text) => text.replace(/\s+/g, ' ').trim();
  const fits = ({ pattern, flags, text, exact }) => {
    if (pattern !== undefined) {
      return (given) => new RegExp(pattern, flags).test(squeeze(given));
    }
    return exact ? (given) => squeeze(given) === text : (given) => squeeze(given).toLowerCase().includes(text.toLowerCase());
  };

  /** Testing Library loses the blanks at the ends of inline elements, which the text of the element has. */
  const named = (wanted) => {
    const isIt = fits(wanted);
    const bare = (given) => given.replace(/\s+/g, '');
    return (name, { textContent }) => isIt(name) || (bare(name) === bare(textContent) && isIt(textContent));
  };

  const innermost = (scope, isIt) => {
    const holding = new Set([...scope.querySelectorAll(':not(head, head *, script, style)')].filter((element) => isIt(element.textContent)));
    return [...holding].filter((element) => ![...element.children].some((child) => holding.has(child)));
  };

  const within = (scope, { css, role, level, name, label, text }) => {
    if (css !== undefined) {
      return [...scope.querySelectorAll(css)];
    }
    if (role !== undefined) {
      return queryAllByRole(scope, role, { ...(level && { level }), ...(name && { name: named(name) }) });
    }
    return label === undefined ? innermost(scope, fits(text)) : queryAllByLabelText(scope, fits(label));
  };

  const inOrder = (elements) =>
    [...new Set(elements)].sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));

  const take = (scopes, step) => {
    if (step.nth !== undefined) {
      return scopes.slice(step.nth, step.nth + 1);
    }
    if (step.hasText !== undefined) {
      return scopes.filter((element) => fits(step.hasText)(element.textContent));
    }
    return inOrder(step.either === undefined ? scopes.flatMap((scope) => within(scope, step)) : step.either.flatMap(walk));
  };

  const walk = (path) => path.reduce(take, [document.documentElement]);
  return walk(steps);
}
