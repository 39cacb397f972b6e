import { afterEach, expect, it, vi } from 'vitest';
import { watchPixelRatio } from './watchPixelRatio.ts';

afterEach(() => vi.unstubAllGlobals());

const queryOf = (ratio: number) => `(resolution: ${ratio}dppx)`;

/** A screen of another kind: those who asked for the former one are told. */
function screens() {
  const asked = new Map<string, EventTarget>();
  vi.stubGlobal('matchMedia', (query: string) => {
    const list = asked.get(query) ?? new EventTarget();
    asked.set(query, list);
    return list;
  });
  return {
    show(ratio: number) {
      const former = typeof devicePixelRatio === 'undefined' ? undefined : asked.get(queryOf(devicePixelRatio));
      vi.stubGlobal('devicePixelRatio', ratio);
      former?.dispatchEvent(new Event('change'));
    },
  };
}

it('tells of each other screen, until it is stopped', () => {
  const { show } = screens();
  show(1);
  const onChange = vi.fn();
  const stop = watchPixelRatio(onChange);
  show(2);
  expect(onChange).toHaveBeenCalledTimes(1);
  show(1);
  show(1.5);
  expect(onChange).toHaveBeenCalledTimes(3);
  stop();
  show(1);
  expect(onChange).toHaveBeenCalledTimes(3);
});
