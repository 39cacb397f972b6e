import { expect, it } from 'vitest';
import { statusText } from './statusText.ts';

const picture = (id: number, label: string, name: string) => ({ id, label, name, blob: new Blob(), scores: undefined });
const source = picture(1, 'Source', 's.png');
const first = picture(2, 'Rank 1', 'a.png');

it('says what is in sight', () => {
  expect(statusText('side', source, first)).toBe('Side by side: Rank 1, a.png, beside Source, s.png.');
  expect(statusText('slider', source, first)).toBe('Slider: Rank 1, a.png, over Source, s.png.');
  expect(statusText('difference', source, first)).toBe('Difference: Rank 1, a.png, over Source, s.png.');
  expect(statusText('survey', undefined, first)).toBe('All pictures. Chosen: Rank 1, a.png.');
  expect(statusText('side', undefined, first)).toBe('Rank 1, a.png.');
});
