import { describe, expect, it } from 'vitest';
import { linkOf, settingsOfLink, withoutSettings } from './pageLink.ts';

const SITE = 'https://example.org/editreward/';
const page = { instruction: 'add a hat', callFrom: 0.8, orientation: 'upright', model: undefined } as const;

describe('a link', () => {
  it('holds the settings where no host sees them, and the model where the page looks for it', () => {
    expect(linkOf(page, SITE)).toBe(`${SITE}#/?instruction=add+a+hat&threshold=80`);
    const model = 'https://models.example/seven/';
    const url = new URL(linkOf({ ...page, model, orientation: 'official' }, SITE));
    expect(url.searchParams.get('model')).toBe(model);
    expect(url.hash).toBe('#/?instruction=add+a+hat&threshold=80&orientation=official');
  });

  it.each([
    'Paint the roof blue & keep 50% of "the" sun? #1 = <b>100%</b>',
    'マグカップを青くして 🎨\nand a second line',
    'A long one. '.repeat(800).trim(),
  ])('gives back the instruction %#', (instruction) => {
    const link = linkOf({ ...page, instruction, orientation: 'official' }, SITE);
    expect(settingsOfLink(link)).toEqual({ instruction, callFrom: 0.8, orientation: 'official' });
  });

  it('may have its settings in the query too', () => {
    expect(settingsOfLink(`${SITE}?model=&instruction=add%20a%20hat&threshold=60`)).toEqual({
      instruction: 'add a hat',
      callFrom: 0.6,
      orientation: undefined,
    });
  });

  it('passes over what it does not understand', () => {
    expect(settingsOfLink(`${SITE}?model=x#/batch`)).toBeUndefined();
    const odd = { instruction: undefined, callFrom: undefined, orientation: undefined };
    for (const threshold of ['100', '-5', '0.8', 'high', '49', '']) {
      expect(settingsOfLink(`${SITE}#/?threshold=${threshold}&orientation=sideways`)).toEqual(odd);
    }
    expect(settingsOfLink(`${SITE}#/?instruction=${'a'.repeat(20_000)}`)?.instruction).toHaveLength(10_000);
  });

  it('leaves an address that a reload may use', () => {
    expect(withoutSettings(`${SITE}?model=x&instruction=a&threshold=60#/?orientation=official`)).toBe(
      `${SITE}?model=x#/`,
    );
  });
});
