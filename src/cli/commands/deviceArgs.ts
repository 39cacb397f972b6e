import { UsageError } from '../command.ts';
import type { DeviceKind } from '../nodeDevices.ts';

/** On what the user wants a model to run. */
export interface DeviceWish {
  readonly device: DeviceKind;
  /** A number that `editreward devices` shows. */
  readonly adapter: number | undefined;
  /** Run the whole self-test, although this device passed it before. */
  readonly selfTest: boolean;
}

/** The options of every command that loads a model. */
export const DEVICE_OPTIONS = {
  device: { type: 'string' },
  adapter: { type: 'string' },
  'self-test': { type: 'boolean' },
} as const;

export const DEVICE_HELP = `  --device auto|webgpu|cpu
                           auto (default): the GPU if the model's self-test passes there, else the CPU, and says why
  --adapter N              the GPU that \`editreward devices\` shows under this number
  --self-test              run the whole self-test, although this model passed it on this device before`;

interface DeviceValues {
  readonly device?: string | undefined;
  readonly adapter?: string | undefined;
  readonly 'self-test'?: boolean | undefined;
}

const KINDS: readonly DeviceKind[] = ['auto', 'webgpu', 'cpu'];

/** What is not given is taken from `EDITREWARD_DEVICE` and `EDITREWARD_ADAPTER`. Throws {@link UsageError}. */
export function parseDeviceWish(values: DeviceValues, env: NodeJS.ProcessEnv = process.env): DeviceWish {
  const device =
    values.device === undefined ? named('EDITREWARD_DEVICE', env) : named('--device', { '--device': values.device });
  const adapter =
    values.adapter === undefined
      ? numbered('EDITREWARD_ADAPTER', env)
      : numbered('--adapter', { '--adapter': values.adapter });
  if (values.adapter !== undefined && device === 'cpu')
    throw new UsageError('--adapter goes with a GPU, and --device is cpu.');
  return { device, adapter, selfTest: values['self-test'] ?? false };
}

function named(name: string, values: NodeJS.ProcessEnv): DeviceKind {
  const value = values[name] || 'auto';
  const kind = KINDS.find((known) => known === value);
  if (kind !== undefined) return kind;
  throw new UsageError(`${name} is one of ${KINDS.join(', ')}, not "${value}".`);
}

function numbered(name: string, values: NodeJS.ProcessEnv): number | undefined {
  const value = values[name];
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,3}$/.test(value)) return Number(value);
  throw new UsageError(`${name} is a number that \`editreward devices\` shows, not "${value}".`);
}
