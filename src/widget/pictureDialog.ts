import { element } from './element.ts';

/** A picture as it is enlarged. */
export interface EnlargedPicture {
  readonly address: string;
  readonly name: string;
  /** Its place among the candidates; undefined of the source. */
  readonly index: number | undefined;
}

/** What can be looked at. */
export interface Gallery {
  /** In the order in which one goes through them. */
  readonly pictures: readonly EnlargedPicture[];
  /** What a candidate is laid over; undefined where there is none. */
  readonly source: EnlargedPicture | undefined;
  /** Undefined where nothing is to be chosen. */
  readonly chosen: { readonly index: number | undefined } | undefined;
}

export interface PictureDialog {
  readonly dialog: HTMLDialogElement;
  open(gallery: Gallery, at: number): void;
  /** The visitor's choice has changed. */
  showChosen(index: number | undefined): void;
}

/** Shows pictures as large as the window, a candidate over its source up to a line that is drawn. */
export function createPictureDialog(onChoose: (index: number) => void): PictureDialog {
  const parts = createParts();
  const { dialog, stage, slider } = parts;
  let gallery: Gallery = { pictures: [], source: undefined, chosen: undefined };
  let at = 0;

  function show(next: number): void {
    at = next;
    showPicture(parts, gallery, at);
  }

  function go(by: number): void {
    if (gallery.pictures[at + by]) show(at + by);
  }

  parts.previous.addEventListener('click', () => go(-1));
  parts.next.addEventListener('click', () => go(1));
  parts.close.addEventListener('click', () => dialog.close());
  parts.choose.addEventListener('click', () => {
    const index = gallery.pictures[at]?.index;
    if (index !== undefined) onChoose(index);
  });
  parts.actual.addEventListener('click', () => {
    const isActual = stage.classList.toggle('actual');
    parts.actual.setAttribute('aria-pressed', String(isActual));
  });
  slider.addEventListener('input', () => stage.style.setProperty('--split', `${slider.value}%`));
  dialog.addEventListener('keydown', ({ key, target }) => {
    // The slider has arrow keys of its own, and so have pictures that are larger than the window.
    const scrolls = target === stage && stage.classList.contains('actual');
    if (scrolls || target === slider || !(key === 'ArrowLeft' || key === 'ArrowRight')) return;
    go(key === 'ArrowLeft' ? -1 : 1);
  });

  return {
    dialog,
    open(next, first) {
      gallery = next;
      show(first);
      dialog.showModal();
    },
    showChosen(index) {
      if (gallery.chosen) gallery = { ...gallery, chosen: { index } };
      if (dialog.open) showPicture(parts, gallery, at);
    },
  };
}

type Parts = ReturnType<typeof createParts>;

function createParts() {
  const title = element('p', { part: 'dialog-title', role: 'status' });
  const previous = element('button', { type: 'button', part: 'dialog-button' }, 'Previous');
  const next = element('button', { type: 'button', part: 'dialog-button' }, 'Next');
  const actual = element('button', { type: 'button', part: 'dialog-button', 'aria-pressed': 'false' }, 'Actual size');
  const choose = element('button', { type: 'button', part: 'dialog-button', class: 'primary' });
  const close = element('button', { type: 'button', part: 'dialog-button' }, 'Close');
  const base = element('img', { alt: '' });
  const over = element('img', { alt: '', class: 'over' });
  const layers = element('div', { class: 'layers' }, base, over);
  const stage = element('div', { part: 'dialog-pictures', class: 'enlarged' }, layers);
  stage.tabIndex = 0;
  stage.setAttribute('role', 'group');
  stage.setAttribute('aria-label', 'Pictures');
  const slider = element('input', { type: 'range', min: '0', max: '100', value: '50', part: 'slider' });
  slider.setAttribute('aria-label', 'How much of the source is shown');
  const head = element('div', { class: 'actions' }, title, previous, next, actual, choose, close);
  const dialog = element('dialog', { part: 'dialog', 'aria-label': 'Enlarged pictures' }, head, stage, slider);
  return { dialog, title, previous, next, actual, choose, close, stage, base, over, slider };
}

function showPicture(parts: Parts, { pictures, source, chosen }: Gallery, at: number): void {
  const picture = pictures[at];
  if (!picture) return;
  const beneath = picture.index === undefined ? undefined : source;
  setImage(parts.base, beneath ?? picture);
  setImage(parts.over, beneath && picture);
  parts.slider.hidden = !beneath;
  const place = `${at + 1} of ${pictures.length}`;
  parts.title.textContent = beneath ? `${picture.name} over the source, ${place}` : `${picture.name}, ${place}`;
  // Not disabled: a disabled button loses the focus, and the keys with it.
  parts.previous.setAttribute('aria-disabled', String(at === 0));
  parts.next.setAttribute('aria-disabled', String(at === pictures.length - 1));
  const isChosen = picture.index !== undefined && chosen?.index === picture.index;
  parts.choose.hidden = !chosen || picture.index === undefined;
  parts.choose.textContent = isChosen ? 'Chosen' : 'Choose';
  parts.choose.setAttribute('aria-pressed', String(isChosen));
}

function setImage(image: HTMLImageElement, picture: EnlargedPicture | undefined): void {
  image.hidden = !picture;
  image.alt = picture?.name ?? '';
  if (!picture) image.removeAttribute('src');
  else if (image.getAttribute('src') !== picture.address) image.src = picture.address;
}
