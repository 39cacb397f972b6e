import { nameOfPicture, type Picture } from '../client/pictures.ts';
import {
  type CandidateItem,
  createItem,
  openButton,
  outcomeElements,
  rewardScale,
  showChoice,
} from './candidateItem.ts';
import { element } from './element.ts';
import { progressText, ranksOf, resultText, shownOrder } from './messages.ts';
import { createPictureAddresses } from './pictureAddresses.ts';
import { createPictureDialog, type EnlargedPicture } from './pictureDialog.ts';
import { STYLES } from './styles.ts';
import type { WidgetResult, WidgetState } from './widgetState.ts';

/** What a widget is about. */
export interface WidgetInput {
  readonly source: Picture | undefined;
  readonly candidates: readonly Picture[];
  readonly instruction: string;
}

/** Which candidate the visitor has chosen, if any. */
export interface Choice {
  readonly index: number | undefined;
}

export interface WidgetView {
  /** Shows other pictures. `isComplete`: there is enough to score. */
  showInput(input: WidgetInput, isComplete: boolean): void;
  showState(state: WidgetState): void;
  /** What the model cannot judge, said before anything is scored. */
  showLimits(limits: string | undefined): void;
  /** Undefined where nothing is to be chosen. */
  showChoice(choice: Choice | undefined): void;
  /** Frees the pictures' memory. */
  dispose(): void;
}

export interface ViewActions {
  readonly score: () => void;
  readonly cancel: () => void;
  readonly choose: (index: number) => void;
}

const PRIVACY = 'Runs on this device; pictures are not uploaded.';

/** One for all widgets of a page. */
let sheet: CSSStyleSheet | undefined;

function sharedSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  return sheet;
}

export function createView(root: ShadowRoot, actions: ViewActions): WidgetView {
  root.adoptedStyleSheets = [sharedSheet()];
  const addresses = createPictureAddresses();
  const parts = createParts();
  const enlarged = createPictureDialog(actions.choose);
  root.replaceChildren(parts.base, enlarged.dialog);
  parts.score.addEventListener('click', actions.score);
  parts.cancel.addEventListener('click', actions.cancel);

  let input: WidgetInput = { source: undefined, candidates: [], instruction: '' };
  let names: readonly string[] = [];
  let items: readonly CandidateItem[] = [];
  let state: WidgetState = { kind: 'idle' };
  let limits: string | undefined;
  let choice: Choice | undefined;

  function showPoster(): void {
    const hasPoster = parts.poster.assignedNodes().length > 0;
    parts.poster.hidden = !hasPoster || state.kind !== 'idle';
    parts.pictures.hidden = !parts.poster.hidden;
  }
  parts.poster.addEventListener('slotchange', showPoster);

  function open(index: number | undefined): void {
    const source = input.source ? enlargedSource(addresses.of(input.source)) : undefined;
    const order = state.kind === 'scored' ? shownOrder(state.result.outcomes) : [...items.keys()];
    const candidates = order.flatMap((one) => {
      const picture = input.candidates[one];
      return picture === undefined ? [] : [{ address: addresses.of(picture), name: names[one] ?? '', index: one }];
    });
    const pictures = source ? [source, ...candidates] : candidates;
    enlarged.open(
      { pictures, source, chosen: choice },
      Math.max(
        0,
        pictures.findIndex((one) => one.index === index),
      ),
    );
  }

  return {
    showInput(next, isComplete) {
      input = next;
      // What is enlarged is not among the new pictures.
      enlarged.dialog.close();
      const { source, candidates, instruction } = input;
      // What is enlarged is of the pictures before: a choice there would be one of the new ones.
      enlarged.dialog.close();
      addresses.release();
      names = candidates.map((picture, index) => nameOfPicture(picture, `Candidate ${index + 1}`));
      const noun = isComplete && source === undefined ? 'picture' : 'edit';
      const title = noun === 'edit' ? 'Edit' : 'Picture';
      items = candidates.map((picture, index) =>
        createItem(addresses.of(picture), names[index] ?? '', `${title} ${index + 1}`, {
          onOpen: () => open(index),
          onChoose: () => actions.choose(index),
        }),
      );
      parts.instruction.textContent = instruction;
      parts.source.replaceChildren(...(source ? sourceFigure(addresses.of(source), () => open(undefined)) : []));
      parts.candidates.replaceChildren(...items.map(({ item }) => item));
      parts.score.textContent = `Score ${candidates.length} ${noun}${candidates.length === 1 ? '' : 's'}`;
      parts.pictures.classList.toggle('alone', source === undefined);
      parts.source.hidden = source === undefined;
      parts.score.disabled = !isComplete;
    },
    showState(next) {
      state = next;
      showPoster();
      const busy = state.kind === 'busy';
      parts.score.hidden = busy || state.kind === 'scored';
      parts.cancel.hidden = parts.progress.hidden = !busy;
      showTexts(parts, state, names, limits);
      showOutcomes(parts.candidates, items, state.kind === 'scored' ? state.result : undefined);
    },
    showLimits(next) {
      limits = next;
      showTexts(parts, state, names, limits);
    },
    showChoice(next) {
      choice = next;
      for (const [index, item] of items.entries()) {
        showChoice(item, names[index] ?? '', choice && choice.index === index);
      }
      enlarged.showChosen(choice?.index);
    },
    dispose: () => addresses.release(),
  };
}

function enlargedSource(address: string): EnlargedPicture {
  return { address, name: 'Source', index: undefined };
}

function sourceFigure(address: string, onOpen: () => void): readonly HTMLElement[] {
  return [
    openButton(address, 'The picture before the edits', 'the source', onOpen),
    element('figcaption', { class: 'caption' }, 'Source'),
  ];
}

type Parts = ReturnType<typeof createParts>;

function createParts() {
  const instruction = element('p', { id: 'instruction', part: 'instruction', class: 'instruction' });
  const poster = element('slot', { name: 'poster' });
  const source = element('figure', { part: 'source' });
  const candidates = element('ol', { part: 'candidates', role: 'list', 'aria-label': 'Candidates' });
  const pictures = element('div', { part: 'pictures', class: 'pictures' }, source, candidates);
  const score = element('button', { type: 'button', part: 'button', class: 'primary' });
  const cancel = element('button', { type: 'button', part: 'cancel' }, 'Cancel');
  const progress = element('progress', { part: 'progress', 'aria-label': 'Progress' });
  const status = element('p', { part: 'status', role: 'status' });
  const actionRow = element('div', { class: 'actions' }, score, cancel, progress, status);
  const error = element('p', { part: 'error', class: 'error', role: 'alert' });
  const note = element('p', { part: 'note', class: 'note' });
  const heading = element('slot', { name: 'heading' }, instruction);
  const footer = element('slot', { name: 'footer' });
  const base = element(
    'div',
    { part: 'base', class: 'base', role: 'group', 'aria-labelledby': 'instruction' },
    heading,
    poster,
    pictures,
    actionRow,
    error,
    note,
    footer,
  );
  return { base, instruction, poster, source, candidates, pictures, score, cancel, progress, status, error, note };
}

function showTexts(parts: Parts, state: WidgetState, names: readonly string[], limits: string | undefined): void {
  const { text, share } = state.kind === 'busy' ? progressText(state.progress, names) : { text: '', share: undefined };
  if (share === undefined) parts.progress.removeAttribute('value');
  else parts.progress.value = share;
  setText(parts.status, state.kind === 'scored' ? resultText(state.result.outcomes, names) : text);
  setText(parts.error, state.kind === 'failed' ? state.error.message : '');
  const told = state.kind === 'scored' ? [state.result.status.model.limits] : [limits, PRIVACY];
  setText(parts.note, told.filter((one) => one !== undefined).join(' '));
}

/** A live region speaks when it is written to, even with what it already says. */
function setText(paragraph: HTMLElement, text: string): void {
  if (paragraph.textContent !== text) paragraph.textContent = text;
  paragraph.hidden = text === '' && paragraph.role === null;
}

function showOutcomes(list: HTMLElement, items: readonly CandidateItem[], result: WidgetResult | undefined): void {
  const outcomes = result?.outcomes ?? [];
  const heads = result?.status.model.heads ?? [];
  const [ranks, scale] = [ranksOf(outcomes), rewardScale(outcomes)];
  for (const [index, { item, outcome: place }] of items.entries()) {
    const outcome = outcomes[index];
    place.replaceChildren(...(outcome ? outcomeElements(outcome, ranks[index], scale, heads) : []));
    item.classList.toggle('first', ranks[index] === 1 && items.length > 1);
  }
  const order = outcomes.length > 0 ? shownOrder(outcomes) : items.map((_, index) => index);
  arrange(
    list,
    order.flatMap((index) => items[index]?.item ?? []),
  );
}

/** What is moved loses the focus, and a press that has begun on it: so only where the order changes, and the focus comes back. */
function arrange(list: HTMLElement, order: readonly HTMLElement[]): void {
  if (order.every((item, index) => item === list.children[index])) return;
  const root = list.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  list.append(...order);
  if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
}
