import { useSyncExternalStore } from 'react';
import type { LinkedView } from './linkedView.ts';

/** A press of a button or key makes it so much larger. */
export const ZOOM_STEP = 1.5;

export function ZoomTools({ view }: { readonly view: LinkedView }) {
  const pixelSize = useSyncExternalStore(view.subscribe, () => view.pixelSize());
  return (
    <span className="zoom-tools">
      <button type="button" className="quiet" aria-label="Zoom out" onClick={() => view.zoomBy(1 / ZOOM_STEP)}>
        −
      </button>
      <output className="muted" aria-label="Zoom">
        {pixelSize === undefined ? '' : `${Math.round(pixelSize * 100)}%`}
      </output>
      <button type="button" className="quiet" aria-label="Zoom in" onClick={() => view.zoomBy(ZOOM_STEP)}>
        +
      </button>
      <button type="button" className="quiet" onClick={() => view.show('all')}>
        Fit
      </button>
      <button type="button" className="quiet" aria-label="A pixel on a pixel" onClick={() => view.show('pixels')}>
        1:1
      </button>
    </span>
  );
}
