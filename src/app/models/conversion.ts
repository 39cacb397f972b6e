import { EditRewardError } from '../../core/errors.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import type { ConversionRequest } from '../../core/keptModels/conversionRequest.ts';
import type { SourceFolder } from '../../core/modelPackage/modelLocation.ts';
import type { CheckpointFolder } from '../keptModels/checkpointFolder.ts';
import { remoteLocationOf } from '../../client/remoteLocation.ts';

/** What is wanted of a conversion is not whole. */
export class ConversionInputError extends EditRewardError {
  override readonly name = 'ConversionInputError';
}

/** A folder on this computer, or an address as typed. */
export interface FolderChoice {
  readonly text: string;
  readonly folder: CheckpointFolder | undefined;
}

interface ConversionInput {
  readonly checkpoint: FolderChoice;
  /** Empty: its files lie with the checkpoint. */
  readonly base: FolderChoice;
  readonly dtype: Dtype;
}

/** The request of a filled form. Throws {@link ConversionInputError}, or what an address is refused with. */
export function conversionOf({ checkpoint, base, dtype }: ConversionInput, pageUrl: string): ConversionRequest {
  const from = sourceOf(checkpoint, pageUrl);
  if (!from) throw new ConversionInputError('Say which checkpoint to convert: choose its folder, or give its address.');
  const baseSource = sourceOf(base, pageUrl);
  return {
    checkpoint: from,
    base: baseSource ? [baseSource] : [],
    ...(holdsPrompts(checkpoint) && { prompts: from }),
    dtype,
    name: nameOf(checkpoint, from),
  };
}

/** Else the reward model's own prompts are downloaded. */
function holdsPrompts({ folder }: FolderChoice): boolean {
  return folder?.files.some(({ path }) => path === 'prompts.json') ?? false;
}

function sourceOf({ text, folder }: FolderChoice, pageUrl: string): SourceFolder | undefined {
  if (folder) return { kind: 'files', files: folder.files };
  return text.trim() === '' ? undefined : remoteLocationOf(text, pageUrl);
}

/** As the command line does: the name of the checkpoint's folder. */
function nameOf({ folder }: FolderChoice, source: SourceFolder): string {
  if (folder) return folder.name;
  const path = source.kind === 'huggingFace' ? source.repository : source.kind === 'url' ? source.url : '';
  return path.split('/').findLast((part) => part !== '') ?? 'checkpoint';
}
