import type { CandidateOutcome } from '../../core/score/outcome.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import type { LinkedSettings } from './linkedSettings.ts';
import type { Example, Problem, Run, ScoreStep, ScoringContext, StageWork } from './stageState.ts';

/** A picture before it has an id and a unique name. */
export interface NewPicture {
  readonly name: string;
  readonly blob: Blob;
  readonly turned: boolean;
  readonly transparent?: boolean;
  readonly fromExample: boolean;
}

export type PictureAction =
  /** `source` replaces the source with the first picture; `auto` makes it the source only when there is none. */
  | {
      readonly type: 'picturesAdded';
      readonly pictures: readonly NewPicture[];
      readonly problems: readonly Problem[];
      readonly place: 'auto' | 'source' | 'candidates';
    }
  /** Problems without pictures: in the place of those before, or `beside` them. */
  | { readonly type: 'problemsFound'; readonly problems: readonly Problem[]; readonly beside: boolean }
  | { readonly type: 'problemsDismissed' }
  | { readonly type: 'pictureRemoved'; readonly id: number }
  /** The candidate and the source change places. */
  | { readonly type: 'usedAsSource'; readonly id: number }
  /** The source becomes a candidate: for a model that judges pictures by themselves. */
  | { readonly type: 'usedAsCandidate' }
  | { readonly type: 'cleared' }
  /** The latest of the changes that can be taken back is. */
  | { readonly type: 'undone' }
  | { readonly type: 'compared'; readonly id: number | undefined };

export type ExampleAction =
  | { readonly type: 'examplesFound'; readonly examples: readonly Example[] }
  /** Takes the whole stage; `pictures` in the example's order, the source first. */
  | { readonly type: 'exampleOpened'; readonly example: Example; readonly pictures: readonly NewPicture[] }
  /** What was set aside comes back. */
  | { readonly type: 'workRestored' }
  /** An earlier visit left it. */
  | { readonly type: 'workFound'; readonly work: StageWork }
  /** A comparison of before takes the stage. */
  | { readonly type: 'workOpened'; readonly work: StageWork };

export type SettingAction =
  /** A link was followed. */
  | { readonly type: 'settingsLinked'; readonly settings: LinkedSettings }
  | { readonly type: 'instructionChanged'; readonly instruction: string }
  | { readonly type: 'orientationChanged'; readonly orientation: ImageOrientation }
  | { readonly type: 'callFromChanged'; readonly callFrom: number }
  | { readonly type: 'blindChanged'; readonly isBlind: boolean };

export type RunAction =
  | {
      readonly type: 'runStarted';
      readonly context: ScoringContext;
      readonly candidateIds: Run['candidateIds'];
      readonly startedAt: number;
    }
  | { readonly type: 'runReloading'; readonly progress: LoadProgress }
  | { readonly type: 'runStepped'; readonly step: ScoreStep }
  | { readonly type: 'candidateDone'; readonly id: number; readonly outcome: CandidateOutcome }
  | { readonly type: 'runCancelling' }
  | { readonly type: 'runEnded'; readonly error: TransferredError | undefined };

export type StageAction = PictureAction | ExampleAction | SettingAction | RunAction;
