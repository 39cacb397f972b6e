import type { ImageOrientation } from '../../core/score/scoreRequest.ts';

/** What a link restores of the Score page. Undefined: it says nothing of that. */
export interface LinkedSettings {
  readonly instruction: string | undefined;
  readonly callFrom: number | undefined;
  readonly orientation: ImageOrientation | undefined;
}
