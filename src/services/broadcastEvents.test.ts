import { afterEach, describe, expect, it, vi } from 'vitest';
import { broadcastEvents } from './broadcastEvents.ts';

afterEach(() => vi.unstubAllGlobals());

function refuse(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

describe('broadcastEvents', () => {
  it('tells every listener, of this tab too', async () => {
    const events = broadcastEvents();
    const heard = await new Promise((resolve) => {
      const stop = events.listen((event) => {
        stop();
        resolve(event);
      });
      events.send({ type: 'changed' });
    });
    expect(heard).toEqual({ type: 'changed' });
  });

  it.each([
    ['has no channels', undefined],
    ['refuses them', refuse],
  ])('stays silent where the browser %s', (_, channel) => {
    vi.stubGlobal('BroadcastChannel', channel);
    const heard = vi.fn();
    const events = broadcastEvents();
    const stop = events.listen(heard);
    events.send({ type: 'changed' });
    stop();
    expect(heard).not.toHaveBeenCalled();
  });
});
