import { at } from '../core/at.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import type { DatasetRequest } from './planRequests.ts';

/** More hardly help: orders of edits are as near with 16 samples as with 384, within what a measurement can tell. */
const MAX_SAMPLES = 16;

/** A picture and what it is judged by. */
export interface ChosenSample {
  readonly instruction: string;
  readonly source: ImageReference | undefined;
  readonly picture: ImageReference;
}

/**
 * Pictures that a conversion is calibrated with, spread over a dataset: one of a request, of the first one the first, of the next
 * one the second, so that editors take turns.
 */
export function chooseSamples(requests: readonly DatasetRequest[]): ChosenSample[] {
  const count = Math.min(MAX_SAMPLES, requests.length);
  return Array.from({ length: count }, (_, index) => {
    const { instruction, source, pictures } = at(requests, Math.floor((index * requests.length) / count));
    return { instruction, source, picture: at(pictures, index % pictures.length).image };
  });
}
