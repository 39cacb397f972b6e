import type { CandidateOutcome } from '../../core/score/outcome.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import { DEFAULT_CALL_FROM } from '../../core/score/verdict.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import type { ModelInUse } from '../model/modelState.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';

/** A picture the user gave. `name` is unique on the page, so that an error or a line of the results means one picture. */
export interface Picture extends ShownPicture {
  /** Its EXIF orientation is another than upright. */
  readonly turned: boolean;
  /** Parts of it can be seen through, which the model does not see. */
  readonly transparent?: boolean;
  /** It came with one of the site's examples, not from the user. */
  readonly fromExample: boolean;
}

export interface Candidate {
  readonly picture: Picture;
  /** Its outcome under {@link StageState.scoredFor}; undefined until scored. While a run is to renew it, it is not shown. */
  readonly outcome: CandidateOutcome | undefined;
}

/** What scores depend on. Scores of two contexts are never shown in one ranking. */
export interface ScoringContext {
  /** The model that scores, and where. `manifestSha256` tells models apart: two packages of one id are two models. */
  readonly status: ModelStatus;
  /** Undefined where the model judges pictures by themselves. */
  readonly sourceId: number | undefined;
  readonly instruction: string;
  readonly orientation: ImageOrientation;
}

export type ScoreStep = Extract<ScoreProgress, { type: 'stage' }>;

/** A scoring under way. */
export interface Run {
  /** Ids of the pictures being scored, in the request's order. */
  readonly candidateIds: readonly number[];
  readonly context: ScoringContext;
  /** Those of `candidateIds` that have their outcome. */
  readonly doneIds: readonly number[];
  readonly step: ScoreStep | undefined;
  /** The worker died since the last run, so the model is being loaded again. */
  readonly reload: LoadProgress | undefined;
  readonly startedAt: number;
  readonly cancelling: boolean;
}

/** A file that was not taken, and why, in plain words. */
export interface Problem {
  readonly file: string;
  readonly message: string;
}

/** A prepared source with candidates and an instruction, which comes with the site. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly instruction: string;
  /** Addresses of pictures. */
  readonly source: string;
  readonly candidates: readonly string[];
}

/** What stands on the Score page. */
export interface StageState {
  /** Kept while the model is one that judges pictures by themselves, but then neither shown nor scored. */
  readonly source: Picture | undefined;
  /** In the order they were added; {@link rankedCandidates} orders them for the eye. */
  readonly candidates: readonly Candidate[];
  readonly instruction: string;
  readonly orientation: ImageOrientation;
  /** Below this chance, from 0.5 to 1, that the better one is better, two candidates are too close to call. */
  readonly callFrom: number;
  /** What the shown outcomes are for. */
  readonly scoredFor: ScoringContext | undefined;
  readonly run: Run | undefined;
  /** Why the last run ended as a whole; a candidate's own failure stands at the candidate. */
  readonly runError: TransferredError | undefined;
  /** Files of the last drop, paste or pick that were not taken. */
  readonly problems: readonly Problem[];
  /** Someone votes before they see what the model says: no outcome is shown meanwhile. See `createBlindfold`. */
  readonly isBlind: boolean;
  /** The candidate shown beside the source. */
  readonly comparedId: number | undefined;
  readonly nextId: number;
  /** The site's prepared examples; empty until they are known. */
  readonly examples: readonly Example[];
  /** The example opened last, while its pictures are on the page. */
  readonly openExample: Example | undefined;
  /** The user's own work that an example has taken the place of. */
  readonly setAside: StageWork | undefined;
  /** Changes that can be taken back, the latest last. */
  readonly undoable: readonly RememberedChange[];
}

/** What a user puts on the page, and what it got. */
export type StageWork = Pick<StageState, 'source' | 'candidates' | 'instruction' | 'orientation' | 'scoredFor'>;

/** A change of the pictures that can be taken back. */
export type Undoable = UndoableRemoval | UndoableSource | UndoableClear;

/** With the example that it was made in, if it was made in one: an own picture has no place there, nor the other way round. */
export type RememberedChange = Undoable & { readonly example: Example | undefined };

export interface UndoableRemoval {
  readonly kind: 'removal';
  readonly candidate: Candidate;
  /** Its place among the candidates. */
  readonly index: number;
  /** What its outcome is for. */
  readonly scoredFor: ScoringContext | undefined;
}

export interface UndoableSource {
  readonly kind: 'source';
  readonly former: Picture;
  /** What took its place; undefined where it was removed. */
  readonly replacement: Picture | undefined;
}

/** All that was on the page is gone from it: nothing, or a comparison of before, took its place. */
export interface UndoableClear {
  readonly kind: 'clear' | 'opening';
  readonly work: StageWork;
}

/** The stage and the model that scores it: what most questions about the Score page need. */
export type StageView = StageState & ModelInUse;

export const emptyStage: StageState = {
  source: undefined,
  candidates: [],
  instruction: '',
  orientation: 'upright',
  callFrom: DEFAULT_CALL_FROM,
  scoredFor: undefined,
  run: undefined,
  runError: undefined,
  problems: [],
  isBlind: false,
  comparedId: undefined,
  nextId: 1,
  examples: [],
  openExample: undefined,
  setAside: undefined,
  undoable: [],
};
