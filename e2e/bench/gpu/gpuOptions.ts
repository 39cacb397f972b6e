import { parseArgs } from 'node:util';
import { DTYPES, type Dtype } from '../../../src/core/modelPackage/manifest.ts';
import { DEVICES, type Device } from './device.ts';
import { SHAPES, withLayers, type Shape, type ShapeName } from './shapes.ts';

export interface GpuOptions {
  readonly shapeName: string;
  readonly shape: Shape;
  /** Most telling first. */
  readonly dtypes: readonly Dtype[];
  readonly device: Device;
  /** No step begins after so many seconds. */
  readonly budgetSeconds: number;
  /** Where packages are made; they are removed again. */
  readonly folder: string | undefined;
  readonly profile: boolean;
  /** A Python that may have PyTorch; undefined: it is not asked. */
  readonly python: string | undefined;
}

export const GPU_USAGE = `npm run bench -- gpu [options] [--json]
  --shape 7b|mid|small   sizes of the model (default 7b: Qwen2.5-VL-7B, as EditReward)
  --layers N             only N layers of decoder and vision tower
  --dtypes LIST          default q4f16,q4,q8, in this order
  --device webgpu|webgpu-in-process|cpu
                         default webgpu: in a process of its own, as the command line has it
  --adapter N            a number that \`npx editreward devices\` shows
  --budget-s N           begin nothing new after N seconds (default 420)
  --folder DIR           where models are made (default: the system's folder for temporary files; a 7B takes 5 to 9 GB)
  --profile              also the time of each kind of operator on the GPU
  --python PATH          a Python with PyTorch and CUDA, to compare with (default python3); --no-python leaves it out`;

/** Throws with the usage for arguments that mean nothing. */
export function parseGpuOptions(args: readonly string[]): GpuOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      shape: { type: 'string', default: '7b' },
      layers: { type: 'string' },
      dtypes: { type: 'string', default: 'q4f16,q4,q8' },
      device: { type: 'string', default: 'webgpu' },
      adapter: { type: 'string' },
      'budget-s': { type: 'string', default: '420' },
      folder: { type: 'string' },
      profile: { type: 'boolean', default: false },
      python: { type: 'string', default: 'python3' },
      'no-python': { type: 'boolean', default: false },
    },
  });
  const layers = values.layers === undefined ? undefined : wholeNumber('layers', values.layers);
  const whole = SHAPES[oneOf('shape', values.shape, Object.keys(SHAPES) as ShapeName[])];
  return {
    shapeName: layers === undefined ? values.shape : `${values.shape}, ${layers} layers`,
    shape: layers === undefined ? whole : withLayers(whole, layers),
    dtypes: values.dtypes.split(',').map((dtype) => oneOf('dtypes', dtype, DTYPES)),
    device: {
      name: oneOf('device', values.device, DEVICES),
      adapter: values.adapter === undefined ? undefined : Number(values.adapter),
    },
    budgetSeconds: wholeNumber('budget-s', values['budget-s']),
    folder: values.folder,
    profile: values.profile,
    python: values['no-python'] ? undefined : values.python,
  };
}

function oneOf<Value extends string>(name: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Error(`--${name} is one of ${known.join(', ')}, not "${value}".\n\n${GPU_USAGE}`);
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} is a whole number from 1 on, not "${text}".\n\n${GPU_USAGE}`);
}
