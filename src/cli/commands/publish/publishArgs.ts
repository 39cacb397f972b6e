import { parseArgs } from 'node:util';
import { isHubRepository } from '../../../core/modelPackage/hubRepository.ts';
import { UsageError } from '../../command.ts';
import { DEVICE_OPTIONS, parseDeviceWish, type DeviceWish } from '../deviceArgs.ts';
import { requireOption } from '../requireOption.ts';

/** What the user asked `publish` for. */
export interface PublishOptions {
  readonly model: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly isPrivate: boolean;
  /** Without a slash at its end. */
  readonly hubUrl: string;
  /** Where its self-test runs. */
  readonly wish: DeviceWish;
}

const DEFAULT_BRANCH = 'main';
const DEFAULT_HUB = 'https://huggingface.co';
const OTHER_KIND = /^(dataset|space)s?\//;
const COMMIT = /^[0-9a-f]{40}$/;

/** Reads the words after `publish`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parsePublishArgs(args: string[], env: NodeJS.ProcessEnv = process.env): PublishOptions {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      repo: { type: 'string' },
      revision: { type: 'string', default: DEFAULT_BRANCH },
      private: { type: 'boolean', default: false },
      'hub-url': { type: 'string' },
      ...DEVICE_OPTIONS,
    },
  });
  return {
    model: requireOption('model', values.model),
    repository: parseRepository(requireOption('repo', values.repo)),
    branch: parseBranch(values.revision),
    isPrivate: values.private,
    hubUrl: parseHub(values['hub-url'], env),
    wish: parseDeviceWish(values, env),
  };
}

function parseRepository(value: string): string {
  if (OTHER_KIND.test(value)) {
    throw new UsageError(`--repo is a model's repository, OWNER/NAME; "${value}" names one of another kind.`);
  }
  if (isHubRepository(value)) return value;
  throw new UsageError(`--repo is of the form OWNER/NAME, not "${value}".`);
}

function parseBranch(value: string): string {
  if (COMMIT.test(value)) {
    throw new UsageError('--revision is a branch to publish to; a commit cannot be changed. Leave it out for main.');
  }
  return value === '' ? DEFAULT_BRANCH : value;
}

function parseHub(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const value = option ?? (env['HF_ENDPOINT'] || DEFAULT_HUB);
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, '');
  throw new UsageError(`${option === undefined ? 'HF_ENDPOINT' : '--hub-url'} is not a web address: "${value}".`);
}
