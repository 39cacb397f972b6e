import type { CandidateScore } from '../score/score.ts';
import type { PictureDigests } from './pictureDigests.ts';

/** How scoring a picture ended, and which picture that was. Version 0.1 kept outcomes without their digests. */
export type PictureOutcome = (
  { readonly score: CandidateScore } | { readonly error: { readonly name: string; readonly message: string } }
) & {
  readonly sha256?: PictureDigests | undefined;
  /** What gave the score, as `deviceLabel` has it. Only the command line keeps it. */
  readonly device?: string | undefined;
};

/** Takes of a failure only what is kept of it. */
export function failureOf({ name, message }: { readonly name: string; readonly message: string }): PictureOutcome {
  return { error: { name, message } };
}
