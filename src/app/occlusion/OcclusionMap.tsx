import { type CSSProperties, useEffect, useRef } from 'react';
import type { TokenGrid } from '../../core/model/tokenPositions.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { PictureImage, type ShownPicture } from '../ui/PictureImage.tsx';
import { mapPixels } from './mapPixels.ts';

interface OcclusionMapProps {
  readonly picture: ShownPicture;
  readonly orientation: ImageOrientation;
  readonly grid: TokenGrid;
  /** One number for each block, row by row. */
  readonly map: Float32Array;
  /** Between 0 and 1. */
  readonly opacity: number;
  /** What the map shows, in words. */
  readonly alt: string;
}

/** A map over its picture. The model is given the whole picture, so each block is the same share of it. */
export function OcclusionMap({ picture, orientation, grid, map, opacity, alt }: OcclusionMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns } = grid;
  const aspect: CSSProperties = { '--aspect': String(columns / rows) };
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(mapPixels(map), columns, rows), 0, 0);
  }, [map, columns, rows]);
  return (
    <div className="occlusion-map" role="img" aria-label={alt} style={aspect}>
      <PictureImage picture={picture} orientation={orientation} alt="" />
      <canvas ref={canvas} width={columns} height={rows} style={{ opacity }} />
    </div>
  );
}
