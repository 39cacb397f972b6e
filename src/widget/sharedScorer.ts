import type { ScoreCallOptions } from '../client/callOptions.ts';
import { createCallQueue } from '../client/callQueue.ts';
import { locateModel, type ModelChoice } from '../client/modelChoice.ts';
import { scorePictures, type ScoreInput } from '../client/scorePictures.ts';
import { createScorerClient, type ScorerClient, type SpawnedWorker } from '../client/scorerClient.ts';
import type { LoadProgress } from '../core/loading/loadProgress.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { WidgetProgress, WidgetResult } from './widgetState.ts';

export interface SharedScorerOptions {
  readonly spawn: () => SpawnedWorker;
  /** Address of EditReward-Nano. */
  readonly nano: string;
}

export interface SharedCall {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: WidgetProgress) => void;
  /** The model is known, before it scores. */
  readonly onLoaded?: (status: ModelStatus) => void;
}

/** One worker for all widgets of a page, which take turns. */
export interface SharedScorer {
  /** Counts a widget in. */
  join(): void;
  /** Counts it out: with the last one the worker goes. */
  leave(): void;
  /** Loads `model` unless it is the one that is loaded, then scores. Starts the worker when it is first called. */
  score(model: ModelChoice, input: ScoreInput, call: SharedCall): Promise<WidgetResult>;
}

export function createSharedScorer({ spawn, nano }: SharedScorerOptions): SharedScorer {
  const enqueue = createCallQueue();
  let widgets = 0;
  let client: ScorerClient | undefined;
  let loaded: { readonly model: ModelChoice; readonly status: ModelStatus } | undefined;

  async function load(scorer: ScorerClient, model: ModelChoice, { signal, onProgress }: SharedCall) {
    if (loaded && isSame(loaded.model, model)) return loaded.status;
    loaded = undefined;
    const location = await locateModel(model, nano, signal);
    const report = (progress: LoadProgress) => onProgress({ phase: 'loading', progress });
    const status = await scorer.load(location, {}, { signal, onProgress: report });
    loaded = { model, status };
    return status;
  }

  async function takeTurn(model: ModelChoice, input: ScoreInput, call: SharedCall): Promise<WidgetResult> {
    const scorer = (client ??= createScorerClient({ spawn }));
    const status = await load(scorer, model, call);
    call.onLoaded?.(status);
    const own: ScoreCallOptions = {
      signal: call.signal,
      onProgress: (progress) => call.onProgress({ phase: 'scoring', progress }),
      onReload: (progress) => call.onProgress({ phase: 'loading', progress }),
    };
    const { outcomes } = await scorePictures(input, own, (request, options) => scorer.score(request, options));
    return { outcomes, status };
  }

  return {
    join() {
      widgets += 1;
    },
    leave() {
      widgets -= 1;
      // Not at once: an element that is moved leaves and joins again.
      setTimeout(() => {
        if (widgets > 0) return;
        client?.dispose();
        client = undefined;
        loaded = undefined;
      });
    },
    score(model, input, call) {
      call.onProgress({ phase: 'waiting' });
      return enqueue(() => takeTurn(model, input, call), call.signal);
    },
  };
}

function isSame(one: ModelChoice, other: ModelChoice): boolean {
  return one === other || (one instanceof URL && other instanceof URL && one.href === other.href);
}
