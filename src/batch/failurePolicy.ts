import type { EditRewardError, ErrorKind } from '../core/errors.ts';
import type { DatasetRequest } from './planRequests.ts';

/** What the policy needs to know of a failure, whether it is of this thread or of another. */
export type Failure = Pick<EditRewardError, 'name' | 'message' | 'file'> & { readonly kind?: ErrorKind };

/** So many items in a row failed for one reason that is not their own: the reason will not go away by itself. */
export const MAX_STRIKES = 3;

/** Whether no picture can be scored after this failure: the run was stopped, or there is no model or no device. */
export function endsRun({ kind }: Pick<Failure, 'kind'>): boolean {
  return kind === 'cancelled' || kind === 'device' || kind === 'package';
}

/** Whether the cause of a request's failure is its own source or instruction. Then it says nothing of other requests. */
export function isOfRequest({ name, file, kind }: Failure, { source }: DatasetRequest): boolean {
  if (name === 'UnexpectedError') return false;
  if (kind === 'text') return true;
  return source !== undefined && file !== undefined && lastPart(file) === lastPart(source.name);
}

/** Counts the requests in a row that failed for one reason. */
export class StrikeCounter {
  #strikes: { readonly cause: string; readonly items: Set<DatasetRequest> } | undefined;

  /** Takes a failure that may not be the request's own. Returns whether there are too many by now. */
  strike(failure: Failure, request: DatasetRequest): boolean {
    const cause = causeOf(failure, request);
    if (this.#strikes?.cause !== cause) this.#strikes = { cause, items: new Set() };
    this.#strikes.items.add(request);
    return this.#strikes.items.size >= MAX_STRIKES;
  }

  /** A request went well, or failed by its own fault. */
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
