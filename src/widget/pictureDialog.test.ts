// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createPictureDialog, type Gallery, type PictureDialog } from './pictureDialog.ts';

const picture = (name: string, index?: number) => ({ address: `https://a.example/${name}`, name, index });
const SOURCE = picture('source.png');
const GALLERY: Gallery = {
  pictures: [SOURCE, picture('b.png', 1), picture('a.png', 0)],
  source: SOURCE,
  chosen: { index: undefined },
};

let chosen: number[];
let shown: PictureDialog;
beforeEach(() => {
  chosen = [];
  shown = createPictureDialog((index) => chosen.push(index));
  document.body.replaceChildren(shown.dialog);
});

const button = (text: string) => {
  const found = [...shown.dialog.querySelectorAll('button')].find((one) => one.textContent === text);
  if (!found) throw new Error(`There is no button ${text}.`);
  return found;
};
const title = () => shown.dialog.querySelector('[role=status]')?.textContent;
const images = () =>
  [...shown.dialog.querySelectorAll('img')].filter(({ hidden }) => !hidden).map((image) => image.getAttribute('src'));

const right = () => new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true });

describe('the enlarged pictures', () => {
  it('lay a candidate over the source, up to the line', () => {
    shown.open(GALLERY, 1);
    expect(title()).toBe('b.png over the source, 2 of 3');
    expect(images()).toEqual(['https://a.example/source.png', 'https://a.example/b.png']);
    const slider = shown.dialog.querySelector('input');
    if (!slider) throw new Error('There is no slider.');
    slider.value = '20';
    slider.dispatchEvent(new Event('input'));
    expect(shown.dialog.querySelector<HTMLElement>('.enlarged')?.style.getPropertyValue('--split')).toBe('20%');
  });

  it('are gone through by buttons and by keys, and end at both ends', () => {
    shown.open(GALLERY, 1);
    button('Next').click();
    expect(title()).toContain('a.png over the source, 3 of 3');
    button('Next').click();
    expect(title()).toContain('3 of 3');
    for (const _ of [1, 2, 3]) shown.dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
    expect(title()).toBe('source.png, 1 of 3');
    expect(images()).toEqual(['https://a.example/source.png']);
  });

  it('leave the arrow keys to the scrolling of a picture at its actual size', () => {
    shown.open(GALLERY, 1);
    button('Actual size').click();
    shown.dialog.querySelector('.enlarged')?.dispatchEvent(right());
    expect(title()).toContain('2 of 3');
    button('Next').dispatchEvent(right());
    expect(title()).toContain('3 of 3');
  });

  it('let a candidate be chosen, by its place among the candidates', () => {
    shown.open(GALLERY, 1);
    button('Choose').click();
    expect(chosen).toEqual([1]);
    shown.showChosen(1);
    expect(button('Chosen').getAttribute('aria-pressed')).toBe('true');
    button('Next').click();
    expect(button('Choose').getAttribute('aria-pressed')).toBe('false');
    button('Previous').click();
    button('Previous').click();
    expect(button('Choose').hidden).toBe(true);
  });

  it('are only looked at where nothing is to be chosen', () => {
    shown.open({ ...GALLERY, source: undefined, chosen: undefined }, 2);
    expect(title()).toBe('a.png, 3 of 3');
    expect(button('Choose').hidden).toBe(true);
    expect(images()).toEqual(['https://a.example/a.png']);
  });
});
