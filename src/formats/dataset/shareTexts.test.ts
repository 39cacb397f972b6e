import { expect, it } from 'vitest';
import { createTextSharer } from './shareTexts.ts';

it('changes no value', () => {
  const share = createTextSharer();
  for (let k = 0; k < 5000; k++) {
    const row = () => ({
      model: `A model of ${k % 7}`,
      text: `long `.repeat(20) + (k >> 2),
      path: `${k}/edit_${k}.png`,
      none: null,
      n: k,
    });
    const values = row();
    share(values);
    expect(values).toEqual(row());
  }
});
