/** A width and a height, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A frame on the page, and the picture that fills it. */
export interface Framed {
  readonly frame: Size;
  readonly picture: Size;
  /** One of many small ones: in it one looks for the same part, not for pixels of the same size. */
  readonly isTile?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What all frames show: so much larger than fitted into the frame, around this point of the picture, each from 0 to 1. */
export interface View {
  readonly zoom: number;
  readonly center: Point;
}

/** Where a picture stands in its frame, in CSS pixels, and how many of these a pixel of it takes. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** How a picture of another size is laid over the first. */
export type Alignment = 'width' | 'height' | 'pixels';

export const FITTED: View = { zoom: 1, center: { x: 0.5, y: 0.5 } };

/** A pixel of a picture may be seen this large, in CSS pixels. */
const LARGEST_PIXEL = 32;

/** The scale at which the whole picture is in the frame. */
export function fittedScale(frame: Size, picture: Size): number {
  return Math.min(frame.width / picture.width, frame.height / picture.height);
}

export function placePicture({ zoom, center }: View, frame: Size, picture: Size): Placement {
  const scale = zoom * fittedScale(frame, picture);
  return {
    left: frame.width / 2 - center.x * picture.width * scale,
    top: frame.height / 2 - center.y * picture.height * scale,
    scale,
  };
}

/** Lays `over` on a picture that stands at `base`, their middles on each other. */
export function placeOver(base: Placement, picture: Size, over: Size, alignment: Alignment): Placement {
  const ratios = { width: picture.width / over.width, height: picture.height / over.height, pixels: 1 };
  const scale = base.scale * ratios[alignment];
  return {
    left: base.left + (picture.width * base.scale - over.width * scale) / 2,
    top: base.top + (picture.height * base.scale - over.height * scale) / 2,
    scale,
  };
}

/**
 * The view with another zoom, in which what is at `at` of the frame stays there. `actual` is the scale at which a pixel of the
 * picture is one of the screen: a small picture may be seen as small as that.
 */
export function zoomTo(view: View, zoom: number, { frame, picture }: Framed, actual = 1, at?: Point): View {
  const fitted = fittedScale(frame, picture);
  const [least, most] = [Math.min(1, actual / fitted), Math.max(1, LARGEST_PIXEL / fitted)];
  const next = Math.min(most, Math.max(least, zoom));
  const point = at ?? { x: frame.width / 2, y: frame.height / 2 };
  const before = placePicture(view, frame, picture);
  const scale = next * fitted;
  const under = { x: (point.x - before.left) / before.scale, y: (point.y - before.top) / before.scale };
  const center = {
    x: (under.x + (frame.width / 2 - point.x) / scale) / picture.width,
    y: (under.y + (frame.height / 2 - point.y) / scale) / picture.height,
  };
  return clampView({ zoom: next, center }, frame, picture);
}

/** The view moved by so many CSS pixels. */
export function pan(view: View, by: Point, { frame, picture }: Framed): View {
  const scale = view.zoom * fittedScale(frame, picture);
  const center = {
    x: view.center.x - by.x / (picture.width * scale),
    y: view.center.y - by.y / (picture.height * scale),
  };
  return clampView({ ...view, center }, frame, picture);
}

/** A frame as it was, or is, on a screen that has so many pixels to one of CSS. */
export interface OnScreen {
  readonly framed: Framed;
  readonly pixelRatio: number;
}

/**
 * The view in another frame, or in the same of another size: a pixel stays as large on the screen, and a picture of which all was seen is
 * seen whole. Of a picture of another size the same part is seen as the former frame would show; and so it is from a tile or to one.
 */
export function refit(view: View, before: OnScreen, now: OnScreen): View {
  if (view.zoom === 1 || before.framed.isTile !== now.framed.isTile) return view;
  const { picture } = now.framed;
  const [fittedBefore, fittedNow] = [before, now].map(
    ({ framed, pixelRatio }) => fittedScale(framed.frame, picture) * pixelRatio,
  ) as [number, number];
  if (fittedBefore === fittedNow) return view;
  return zoomTo(view, (view.zoom * fittedBefore) / fittedNow, now.framed, 1 / now.pixelRatio);
}

/** No empty space is shown where there is picture to show. */
function clampView({ zoom, center }: View, frame: Size, picture: Size): View {
  const scale = zoom * fittedScale(frame, picture);
  return {
    zoom,
    center: {
      x: clampShare(center.x, frame.width, picture.width * scale),
      y: clampShare(center.y, frame.height, picture.height * scale),
    },
  };
}

/** The middle of what is shown, as a share of the whole. */
function clampShare(value: number, shown: number, whole: number): number {
  const half = shown / 2 / whole;
  return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, value));
}
