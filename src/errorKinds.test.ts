import { describe, expect, it } from 'vitest';
import { endsRun } from './batch/failurePolicy.ts';
import { AbortError, type EditRewardError } from './core/errors.ts';
import { ManifestError } from './core/modelPackage/manifest.ts';
import { InstructionTooLongError, SpecialTokenError } from './core/prompt/instruction.ts';
import { PromptTemplateError } from './core/prompt/promptTemplateError.ts';
import { NoSourceError } from './core/task.ts';
import { PackageFileError } from './packages/modelPackage.ts';
import { DamagedFileError } from './packages/packageSource.ts';
import { DownloadError } from './packages/urlFolder.ts';
import { DeviceError } from './runtime/model/deviceError.ts';
import { TokenizerError } from './runtime/model/tokenizer.ts';
import { SelfTestError } from './runtime/trust/selfTestError.ts';
import { ModelBusyError } from './services/modelStore.ts';
import { NoModelError } from './services/scorer.ts';
import { StoredModelError } from './storage/storedModels.ts';

const OF_THE_MODEL: readonly EditRewardError[] = [
  new AbortError(),
  new DamagedFileError('x'),
  new DeviceError('x'),
  new DownloadError('x'),
  new ManifestError('x'),
  new ModelBusyError(),
  new NoModelError(),
  new PackageFileError('x'),
  new PromptTemplateError('x'),
  new SelfTestError([]),
  new StoredModelError('x'),
  new TokenizerError('x', undefined),
];
const OF_THE_REQUEST: readonly EditRewardError[] = [
  new InstructionTooLongError(1, 'prompt'),
  new SpecialTokenError('x', 'prompt'),
  new NoSourceError(),
];

describe('failures by their kind', () => {
  it.each(OF_THE_MODEL)('$name keeps every picture from being scored', (error) => {
    expect(endsRun(error)).toBe(true);
  });

  it.each(OF_THE_REQUEST)('$name says nothing of other pictures', (error) => {
    expect(endsRun(error)).toBe(false);
  });
});
