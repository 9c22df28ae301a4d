/** How good a password is, by its length and whether it is among those tried first; no rules of composition. */
export interface Strength {
  word: 'empty' | 'too short' | 'too common' | 'fair' | 'good' | 'strong';
  /** 0 to 4, for the bar. */
  level: number;
  isEnough: boolean;
}

export const LEAST = 12;
export const MOST = 128;
const GOOD = 16;
const STRONG = 20;
const FEWEST_LETTERS = 4;

/** Weighs it as the service will. @param common in lower case */
export function strength(password: string, email: string, common: ReadonlySet<string>): Strength {
  if (password === '') {
    return { word: 'empty', level: 0, isEnough: false };
  }
  if (password.length < LEAST || password.length > MOST) {
    return { word: 'too short', level: 1, isEnough: false };
  }
  const lower = password.toLowerCase();
  if (common.has(lower) || lower === email.trim().toLowerCase() || new Set(lower).size < FEWEST_LETTERS) {
    return { word: 'too common', level: 1, isEnough: false };
  }
  if (password.length < GOOD) {
    return { word: 'fair', level: 2, isEnough: true };
  }
  return password.length < STRONG
    ? { word: 'good', level: 3, isEnough: true }
    : { word: 'strong', level: 4, isEnough: true };
}

/** The list as the service keeps it, one a line. */
export function readCommon(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}
