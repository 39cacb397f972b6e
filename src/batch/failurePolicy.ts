import type { EditRewardError, ErrorKind } from '../core/errors.ts';
import type { DatasetRequest } from './planRequests.ts';

/** What a policy needs to know of a failure, in this thread or told by another. */
export type Failure = Pick<EditRewardError, 'name' | 'message' | 'file'> & { readonly kind?: ErrorKind };

/** After as many items in a row that failed for one reason that is not theirs, that reason will not go away by itself. */
export const MAX_STRIKES = 3;

/** Whether a failure keeps every picture from being scored, and not this one alone: stopped, or no model or device. */
export function endsRun({ kind }: Pick<Failure, 'kind'>): boolean {
  return kind === 'cancelled' || kind === 'device' || kind === 'package';
}

/** Whether a failure of a whole request has its cause in its source or its instruction, so that it says nothing of others. */
export function isOfRequest({ name, file, kind }: Failure, { source }: DatasetRequest): boolean {
  if (name === 'UnexpectedError') return false;
  if (kind === 'text') return true;
  return source !== undefined && file !== undefined && lastPart(file) === lastPart(source.name);
}

/** Counts items, which are requests, in a row that failed for one reason. */
export class StrikeCounter {
  #strikes: { readonly cause: string; readonly items: Set<DatasetRequest> } | undefined;

  /** Takes the failure of an item that may not be its own; returns whether there are too many by now. */
  strike(failure: Failure, request: DatasetRequest): boolean {
    const cause = causeOf(failure, request);
    if (this.#strikes?.cause !== cause) this.#strikes = { cause, items: new Set() };
    this.#strikes.items.add(request);
    return this.#strikes.items.size >= MAX_STRIKES;
  }

  /** An item went well, or failed by its own fault. */
  reset(): void {
    this.#strikes = undefined;
  }
}

/** The same text for failures of one cause, whichever pictures they name. */
function causeOf({ name, message, file }: Failure, { source, pictures }: DatasetRequest): string {
  const names = [
    ...(source ? [source.name] : []),
    ...pictures.map(({ image }) => image.name),
    ...(file === undefined ? [] : [file]),
  ];
  const all = [...names, ...names.map(lastPart).filter((part) => part.includes('.'))];
  // The longest first: one name may be a part of another.
  const sorted = [...new Set(all)].filter((one) => one !== '').toSorted((a, b) => b.length - a.length);
  return sorted.reduce((text, one) => text.replaceAll(one, ''), `${name}: ${message}`);
}

/** The command line names files with their folder, the dataset without it. */
function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
