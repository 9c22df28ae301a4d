import { describe, expect, it } from 'vitest';
import { browser } from './browser';

const like = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('browser', () => {
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${like} Chrome/156.0.0.0 Safari/537.36`, 'Chrome 156 on Linux'],
    [`Mozilla/5.0 (Windows NT 10.0) ${like} Chrome/156.0.0.0 Safari/537.36 Edg/156.0`, 'Edge 156 on Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140 on Linux'],
    ['curl/8.5.0', 'curl 8'],
    ['odd\u202eone', 'odd\\u202eone'],
    [null, ''],
  ])('%s', (agent, shown) => expect(browser(agent)).toBe(shown));
});
