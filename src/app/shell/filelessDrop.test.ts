import { expect, it } from 'vitest';
import { explainFileless } from './filelessDrop.ts';

it.each([
  [
    ['text/uri-list', 'text/html'],
    '<meta><IMG src="https://example.org/a.png">',
    'score',
    'The picture came as a link',
  ],
  [
    ['text/uri-list', 'text/html'],
    '<a href="#">a</a>',
    'batch',
    'That was a link, and no file came with it. Drop a folder with a dataset',
  ],
  [['text/plain'], '', 'benchmark', 'That was text, and no file came with it. Drop results'],
  [[], '', 'models', 'No file came with that. Drop a folder: a model package'],
] as const)('explains %j %s on the page %s', (types, html, route, expected) => {
  expect(explainFileless({ types, html }, route)).toContain(expected);
});
