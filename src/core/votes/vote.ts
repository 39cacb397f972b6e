/** A picture as people saw it: its file's name, and which picture it is. */
export interface VotedPicture {
  readonly name: string;
  /** SHA-256 of the encoded bytes, lower-case hex. */
  readonly sha256: string;
}

/** Ranks from 1, one for each of `candidates`; equal ones are a tie. */
export interface Ranking {
  /** Which candidates, by their places in a list. */
  readonly candidates: readonly number[];
  readonly ranks: readonly number[];
}

/** What a model gave the pictures of a vote. */
export interface ModelView {
  readonly modelId: string;
  /** It tells models apart: see `ReportedModel`. */
  readonly manifestSha256: string;
  /** The user's limit on the size of pictures: with another one the same model gives other rewards. */
  readonly maxPixels?: number | undefined;
  /** Of the taste that gave the rewards, where one did. */
  readonly tasteSha256?: string | undefined;
  /** One for each candidate; null where it has none. */
  readonly rewards: readonly (number | null)[];
  /** It cannot judge such pictures. */
  readonly isDemo: boolean;
}

/** What someone preferred among two pictures or more. Plain data: it can be kept, sent and written. */
export interface Vote {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly votedAt: number;
  /** What the edits were to do; or the prompt that the pictures were made from. */
  readonly instruction: string;
  /** Undefined where pictures are judged by themselves. */
  readonly source: VotedPicture | undefined;
  readonly candidates: readonly VotedPicture[];
  /** From 1, in the order of `candidates`; equal ones are a tie. */
  readonly ranks: readonly number[];
  /** The pictures were shown as they are stored, without being turned as they ask. Absent: they were turned. */
  readonly orientation?: 'official' | undefined;
  /** The page showed nothing of what a model says of these pictures, neither for this instruction nor for another. */
  readonly isBlind: boolean;
  /** What the model says that was in use; undefined while it has not said anything. */
  readonly view?: ModelView | undefined;
}
