import { describe, expect, it } from 'vitest';
import { parseDeviceWish } from './deviceArgs.ts';

describe('parseDeviceWish', () => {
  it('leaves the choice open where nothing is said', () => {
    expect(parseDeviceWish({}, {})).toEqual({ device: 'auto', adapter: undefined, selfTest: false });
    expect(parseDeviceWish({}, { EDITREWARD_DEVICE: '', EDITREWARD_ADAPTER: '' })).toMatchObject({ device: 'auto' });
  });

  it('takes what the environment says, and before it what the command says', () => {
    const env = { EDITREWARD_DEVICE: 'webgpu', EDITREWARD_ADAPTER: '3' };
    expect(parseDeviceWish({}, env)).toMatchObject({ device: 'webgpu', adapter: 3 });
    expect(parseDeviceWish({ device: 'cpu' }, env)).toMatchObject({ device: 'cpu' });
    expect(parseDeviceWish({ adapter: '0', 'self-test': true }, env)).toMatchObject({ adapter: 0, selfTest: true });
  });

  it.each([
    [{ device: 'cuda' }, {}, '--device is one of auto, webgpu, cpu, not "cuda".'],
    [{}, { EDITREWARD_DEVICE: 'gpu' }, 'EDITREWARD_DEVICE is one of auto, webgpu, cpu, not "gpu".'],
    [{ adapter: '-1' }, {}, '--adapter is a number that `editreward devices` shows, not "-1".'],
    [{}, { EDITREWARD_ADAPTER: 'one' }, 'EDITREWARD_ADAPTER is a number'],
    [{ device: 'cpu', adapter: '0' }, {}, '--adapter goes with a GPU, and --device is cpu.'],
  ])('refuses %j in %j', (values, env, message) => {
    expect(() => parseDeviceWish(values, env)).toThrow(message);
  });
});
