import { type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { useBlobImage } from '../ui/useBlobImage.ts';
import type { ComparedPicture } from './comparedPicture.ts';
import { listenToGestures } from './gestures.ts';
import type { LinkedView, Offered } from './linkedView.ts';
import { type Alignment, type Framed, placeOver, placePicture, type Placement, type Size } from './viewport.ts';
import { watchPixelRatio } from './watchPixelRatio.ts';

/** From this size on, in CSS pixels, a pixel is shown as a square. */
const SQUARE_FROM = 2;

interface ZoomFrameProps {
  readonly view: LinkedView;
  readonly picture: ComparedPicture;
  /** Laid over the picture. */
  readonly over?: ComparedPicture | undefined;
  readonly alignment?: Alignment;
  readonly orientation: ImageOrientation;
  readonly className?: string;
  /** See {@link Framed}. */
  readonly isTile?: boolean;
  /** Told whether the two pictures are of different sizes. */
  readonly onUnequal?: ((isUnequal: boolean) => void) | undefined;
  /** Above the pictures. */
  readonly children?: ReactNode;
}

/** A frame with one picture, or with one over another, as all frames show them. */
export function ZoomFrame(props: ZoomFrameProps) {
  const {
    view,
    picture,
    over,
    alignment = 'width',
    orientation,
    className = '',
    isTile = false,
    onUnequal,
    children,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<LoadedPicture>();
  const [top, setTop] = useState<LoadedImage>();
  const awaited = loaded?.id !== picture.id;
  const base = awaited ? undefined : loaded.image;
  const offered = useRef<LoadedImage | 'awaited'>(undefined);
  useLayoutEffect(
    () => view.offer(() => (frame.current ? offeredBy(frame.current, offered.current, isTile) : undefined)),
    [view, isTile],
  );
  useLayoutEffect(() => {
    offered.current = awaited ? 'awaited' : base;
    view.settle();
  }, [view, awaited, base]);
  useLayout(frame, view, base, over && top, alignment);
  useEffect(() => {
    const element = frame.current;
    if (!element || !base) return undefined;
    return listenToGestures(element, view, () => framedAs(element, base, isTile));
  }, [view, base, isTile]);
  const isUnequal = over !== undefined && !isSameSize(base, top);
  useEffect(() => onUnequal?.(isUnequal), [onUnequal, isUnequal]);
  return (
    <div ref={frame} className={`canvas zoom-frame ${className}`}>
      <div className="zoom-pictures">
        <FrameImage
          key={picture.id}
          picture={picture}
          orientation={orientation}
          onLoaded={(image) => setLoaded({ id: picture.id, image })}
        />
        {over && (
          <div className="zoom-over">
            <FrameImage key={over.id} picture={over} orientation={orientation} onLoaded={setTop} />
          </div>
        )}
      </div>
      <FrameLabel picture={picture} size={base?.size} />
      {over && <FrameLabel picture={over} size={top?.size} isOver />}
      {children}
    </div>
  );
}

function isSameSize(a: LoadedImage | undefined, b: LoadedImage | undefined): boolean {
  return !a || !b || (a.size.width === b.size.width && a.size.height === b.size.height);
}

interface FrameLabelProps {
  readonly picture: ComparedPicture;
  readonly size: Size | undefined;
  readonly isOver?: boolean;
}

function FrameLabel({ picture, size, isOver = false }: FrameLabelProps) {
  return (
    <span className={isOver ? 'image-label right' : 'image-label'}>
      {picture.label}
      {size && (
        <span className="muted">
          {' '}
          {size.width} × {size.height}
        </span>
      )}
    </span>
  );
}

interface LoadedImage {
  readonly image: HTMLImageElement;
  readonly size: Size;
}

/** Without an image it cannot be shown. */
interface LoadedPicture {
  readonly id: number;
  readonly image: LoadedImage | undefined;
}

interface FrameImageProps {
  readonly picture: ComparedPicture;
  readonly orientation: ImageOrientation;
  readonly onLoaded: (loaded: LoadedImage | undefined) => void;
}

function FrameImage({ picture, orientation, onLoaded }: FrameImageProps) {
  const show = useBlobImage(picture.blob);
  const [state, setState] = useState<'loading' | 'loaded' | 'unreadable'>('loading');
  if (state === 'unreadable') return <span className="no-picture">This browser cannot show {picture.name}.</span>;
  return (
    <img
      ref={show}
      alt={`${picture.label}: ${picture.name}`}
      draggable={false}
      className={state}
      style={{ imageOrientation: orientation === 'official' ? 'none' : 'from-image' }}
      onLoad={({ currentTarget: image }) => {
        onLoaded({ image, size: { width: image.naturalWidth, height: image.naturalHeight } });
        setState('loaded');
      }}
      onError={() => {
        onLoaded(undefined);
        setState('unreadable');
      }}
    />
  );
}

/** Puts the pictures in their places, and again with every change of the view or of the frame; React has no part in that. */
function useLayout(
  frame: RefObject<HTMLDivElement | null>,
  view: LinkedView,
  base: LoadedImage | undefined,
  over: LoadedImage | undefined,
  alignment: Alignment,
): void {
  const layout = useCallback(() => {
    if (!frame.current || !base) return;
    const placement = placePicture(view.getState(), sizeOf(frame.current), base.size);
    place(base, placement);
    if (over) place(over, placeOver(placement, base.size, over.size, alignment));
  }, [frame, view, base, over, alignment]);
  useLayoutEffect(() => {
    layout();
    const stop = view.subscribe(layout);
    const resizes = new ResizeObserver(view.settle);
    if (frame.current) resizes.observe(frame.current);
    const stopWatching = watchPixelRatio(view.settle);
    return () => {
      stop();
      resizes.disconnect();
      stopWatching();
    };
  }, [frame, view, layout]);
}

/** Edges are put on whole pixels of the screen: a blurred edge would look like a difference. */
function place({ image: { style }, size }: LoadedImage, { left, top, scale }: Placement): void {
  const scaleOf = (length: number) => onPixel(length * scale) / length;
  const stretch = `${scaleOf(size.width)}, ${scaleOf(size.height)}`;
  style.transform = `translate(${onPixel(left)}px, ${onPixel(top)}px) scale(${stretch})`;
  style.imageRendering = scale >= SQUARE_FROM ? 'pixelated' : 'auto';
}

function onPixel(length: number): number {
  return Math.round(length * devicePixelRatio) / devicePixelRatio;
}

function offeredBy(element: HTMLElement, loaded: LoadedImage | 'awaited' | undefined, isTile: boolean): Offered {
  return loaded && loaded !== 'awaited' ? framedAs(element, loaded, isTile) : loaded;
}

function framedAs(element: HTMLElement, { size }: LoadedImage, isTile: boolean): Framed {
  return { frame: sizeOf(element), picture: size, isTile };
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement): Size {
  return { width, height };
}
