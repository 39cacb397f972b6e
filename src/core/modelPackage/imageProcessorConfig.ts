/** How a model's official code makes its input of a picture. As `manifest.json` has it, without its schema. */
export interface ImageProcessorConfig {
  readonly patchSize: number;
  /** Patches merged per side into one token. */
  readonly mergeSize: number;
  readonly temporalPatchSize: number;
  /** Pixel budget after resizing (official: both 200704). */
  readonly minPixels: number;
  readonly maxPixels: number;
  readonly mean: [number, number, number];
  readonly std: [number, number, number];
  /** Whose bicubic resize the official code uses: they differ in the last bits. */
  readonly resize: 'pillow' | 'torchvision';
  /** Whether a photo's EXIF turn is applied before the model sees it. */
  readonly orientation: 'ignored' | 'applied';
}
