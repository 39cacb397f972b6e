// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { poolHeads } from '../core/score/score.ts';
import { createView, type WidgetView } from './view.ts';
import { STATUS } from '../testing/modelStatusForTest.ts';
import type { WidgetResult, WidgetState } from './widgetState.ts';

let root: ShadowRoot;
let view: WidgetView;
beforeEach(() => {
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  root = host.attachShadow({ mode: 'open' });
  view = createView(root, { score() {}, cancel() {}, choose() {} });
  view.showInput({ source: 's.png', candidates: ['a.png', 'b.png'], instruction: 'Make it blue' }, true);
  view.showState({ kind: 'idle' });
  view.showChoice({ index: undefined });
});

const BUSY: WidgetState = { kind: 'busy', progress: { phase: 'waiting' } };
const scored = (...rewards: readonly number[]): WidgetResult => ({
  status: STATUS,
  outcomes: rewards.map((mu) => ({ status: 'scored', score: poolHeads({ overall: { mu, logSigma: 0 } }) })),
});
const choose = (name: string) => root.querySelector<HTMLElement>(`[aria-label="Choose ${name}"]`);
const dialog = () => root.querySelector('dialog');

describe('the candidates', () => {
  it('stay in their places while the scoring goes on, so that a press or the focus is not lost', () => {
    const moved: MutationRecord[] = [];
    const list = root.querySelector('ol');
    if (!list) throw new Error('There is no list.');
    const observer = new MutationObserver((records) => moved.push(...records));
    observer.observe(list, { childList: true });
    view.showState(BUSY);
    view.showState(BUSY);
    moved.push(...observer.takeRecords());
    expect(moved).toEqual([]);
  });

  it('are ordered by their scores, and the focus goes with what has it', () => {
    choose('b.png')?.focus();
    view.showState({ kind: 'scored', result: scored(-1, 1) });
    expect([...root.querySelectorAll('[part=caption]')].map((one) => one.textContent)).toEqual(['b.png', 'a.png']);
    expect(root.activeElement).toBe(choose('b.png'));
  });
});

describe('the enlarged pictures', () => {
  it('go when the page shows others', () => {
    root.querySelector<HTMLElement>('li [part=enlarge]')?.click();
    expect(dialog()?.open).toBe(true);
    view.showInput({ source: 's.png', candidates: ['c.png'], instruction: 'Make it red' }, true);
    expect(dialog()?.open).toBe(false);
  });
});
