import { describe, expect, it } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import { createEmbedFrame } from './embedFrame.ts';

const ORIGIN = 'https://page.example';

/** A frame around a widget that is not there; `sent` is what the page around hears, `shown` what the widget is given. */
function createFrame() {
  const sent: Record<string, unknown>[] = [];
  const window = { postMessage: (message: unknown) => void sent.push(message as Record<string, unknown>) };
  const shown: Record<string, unknown> = {};
  const widget = Object.assign(new EventTarget(), shown, { score: async () => undefined, cancel: () => undefined });
  const frame = createEmbedFrame(widget as never, { window, origins: [ORIGIN] });
  const receive = (data: object) =>
    frame.receive({
      data: { protocol: 'editreward', version: 1, ...data },
      origin: ORIGIN,
      source: window as unknown as Window,
    });
  return { sent, widget: widget as unknown as Record<string, unknown> & EventTarget, receive };
}

describe('what the frame tells', () => {
  it('has each head beside the reward, as version 1 of the protocol says, and by name', () => {
    const { sent, widget, receive } = createFrame();
    receive({ type: 'hello' });
    const heads = { instructionFollowing: { mu: 1, logSigma: 0 }, visualQuality: { mu: 3, logSigma: -1 } };
    const failed = { status: 'failed', error: { name: 'DecodeError', message: 'It is damaged.' } };
    const outcomes = [{ status: 'scored', score: editScore(heads.instructionFollowing, heads.visualQuality) }, failed];
    const model = { id: 'm', dtype: 'q4', manifestSha256: 'ab', title: 'EditReward' };
    widget.dispatchEvent(new CustomEvent('score', { detail: { outcomes, status: { model } } }));
    expect(sent.at(-1)).toEqual({
      protocol: 'editreward',
      version: 1,
      type: 'score',
      id: '',
      outcomes: [{ status: 'scored', score: { ...heads, reward: 2, logSigma: -0.5, heads } }, failed],
      model: { id: 'm', dtype: 'q4', manifestSha256: 'ab' },
    });
  });
});

describe('what the frame shows', () => {
  it('may have no source', () => {
    const { sent, widget, receive } = createFrame();
    receive({ type: 'show', id: 'a', candidates: [new Blob()], instruction: 'a bird', model: 'https://m.example/' });
    expect(sent).toEqual([]);
    expect(widget).toMatchObject({ source: undefined, instruction: 'a bird', model: 'https://m.example/' });
    expect(widget['candidates']).toHaveLength(1);
  });

  it('has a source that is a picture', () => {
    const { sent, receive } = createFrame();
    receive({ type: 'show', id: 'a', source: 'a.png', candidates: [new Blob()], instruction: 'a bird' });
    expect(sent).toMatchObject([{ type: 'error', error: { name: 'ProtocolError' } }]);
  });
});

describe('what the visitor chooses', () => {
  it('is told with the id of what is shown, where it was asked for', () => {
    const { sent, widget, receive } = createFrame();
    receive({ type: 'show', id: 'a', candidates: [new Blob(), new Blob()], instruction: 'a bird', choosable: true });
    expect(widget['choosable']).toBe(true);
    widget.dispatchEvent(new CustomEvent('choose', { detail: { index: 1 } }));
    expect(sent.at(-1)).toEqual({ protocol: 'editreward', version: 1, type: 'choose', id: 'a', index: 1 });
  });
});
