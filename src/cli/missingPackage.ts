import { EditRewardError } from '../core/errors.ts';

/** Native libraries that the npm package does not bring along: most people use it in a page, which has no use for them. */
const NATIVE = /Cannot find (?:package|module) '(onnxruntime-node|sharp)'/;

/** A library that only the command needs is not installed. */
export class MissingPackageError extends EditRewardError {
  override readonly name = 'MissingPackageError';
  constructor(missing: string, cause: unknown) {
    super(`The command needs ${missing}. Run: npm install onnxruntime-node sharp`, { cause });
  }
}

/** `error` itself, or what to do when it is that Node found no {@link NATIVE} library. */
export function explainMissingPackage(error: unknown): unknown {
  const missing = error instanceof Error ? NATIVE.exec(error.message)?.[1] : undefined;
  return missing === undefined ? error : new MissingPackageError(missing, error);
}
