import { flattenScore } from '../core/score/flatScore.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import { toTransferred } from '../core/transferredError.ts';
import type { EditRewardElement } from './editRewardElement.ts';
import {
  type EmbedAnswer,
  type EmbedRequest,
  type ToldOutcome,
  isAddressed,
  parseRequest,
  wrapAnswer,
} from './embedProtocol.ts';
import { progressText } from './messages.ts';

/** The page around the frame. */
export interface Embedder {
  /** Where messages come from; from anyone else they are not even read. */
  readonly window: Pick<Window, 'postMessage'>;
  readonly origins: readonly string[];
}

type Message = Pick<MessageEvent, 'data' | 'origin' | 'source'>;

export interface EmbedFrame {
  /** To be called with every message that the frame's window gets. */
  receive(message: Message): void;
  /** Tells the page how high the widget is, once it has said hello. */
  tellHeight(height: number): void;
}

/** Version 1 of the protocol has the heads beside the reward; `heads` names them. */
function toldOutcome(outcome: CandidateOutcome): ToldOutcome {
  if (outcome.status === 'failed') return outcome;
  return { status: 'scored', score: { ...flattenScore(outcome.score), heads: outcome.score.heads } };
}

/** Does what the page around says, and tells it what comes of it. Unknown senders get no answer. */
export function createEmbedFrame(
  widget: Pick<EditRewardElement, 'addEventListener' | 'score' | 'cancel'> &
    Record<'source' | 'candidates' | 'instruction' | 'model' | 'choosable', unknown>,
  embedder: Embedder,
): EmbedFrame {
  let origin: string | undefined;
  let shownId = '';

  function tell(answer: EmbedAnswer): void {
    if (origin !== undefined) embedder.window.postMessage(wrapAnswer(answer), { targetOrigin: origin });
  }

  function show({
    id,
    source,
    candidates,
    instruction,
    model,
    choosable,
  }: Extract<EmbedRequest, { type: 'show' | 'score' }>) {
    shownId = id;
    Object.assign(widget, { source, candidates, instruction, model, choosable });
  }

  async function act(request: EmbedRequest): Promise<void> {
    switch (request.type) {
      case 'hello':
        return tell({ type: 'ready' });
      case 'cancel':
        return request.id === shownId ? widget.cancel() : undefined;
      case 'show':
        return show(request);
      case 'score':
        show(request);
        await widget.score().catch(() => undefined); // the `error` event tells
    }
  }

  widget.addEventListener('progress', ({ detail }) => {
    const { share } = progressText(detail, []);
    tell({ type: 'progress', id: shownId, phase: detail.phase, ...(share !== undefined && { share }) });
  });
  widget.addEventListener('score', ({ detail: { outcomes, status } }) => {
    const { id, dtype, manifestSha256 } = status.model;
    tell({ type: 'score', id: shownId, outcomes: outcomes.map(toldOutcome), model: { id, dtype, manifestSha256 } });
  });
  widget.addEventListener('choose', ({ detail: { index } }) => tell({ type: 'choose', id: shownId, index }));
  widget.addEventListener('error', ({ detail }) => tell({ type: 'error', id: shownId, error: toTransferred(detail) }));

  return {
    receive({ data, origin: sender, source }) {
      if (source !== embedder.window || !embedder.origins.includes(sender) || !isAddressed(data)) return;
      origin = sender;
      const request = parseRequest(data);
      if (typeof request !== 'string') return void act(request);
      tell({ type: 'error', error: { name: 'ProtocolError', message: `Not understood: ${request}` } });
    },
    tellHeight: (height) => tell({ type: 'size', height }),
  };
}
