/** What a file that is no picture probably is: enough to tell its owner the way out. */
export type FileKind = keyof typeof WAYS_OUT;

/** Each completes "photo.heic is ". */
const WAYS_OUT = {
  heic: 'a HEIC photo, which browsers cannot read. Export it as JPEG or PNG and drop that.',
  svg: 'an SVG drawing, which has no pixels of its own. Export it as PNG and drop that.',
  video: 'a video. Save the frame you mean as JPEG or PNG and drop that.',
  text: 'a document, not a picture. Drop JPEG, PNG, WebP, AVIF, GIF or BMP files.',
  checkpoint: 'a checkpoint. Convert it to a model package first, then drop or choose that folder.',
  archive: 'an archive. Unpack it and drop the pictures inside.',
} as const;

const EXTENSIONS: Readonly<Record<FileKind, RegExp>> = {
  heic: /\.(heic|heif)$/i,
  svg: /\.svgz?$/i,
  video: /\.(mp4|mov|webm|mkv|avi)$/i,
  text: /\.(txt|md|json|jsonl|jsonlines|ndjson|csv|tsv|tab|parquet|pdf|docx?|html?)$/i,
  checkpoint: /\.(safetensors|pth|pt|bin|onnx)$/i,
  archive: /\.(zip|tar|gz|7z|rar)$/i,
};

/** Undefined when the name tells nothing, or the name of a picture. */
export function fileKind(name: string): FileKind | undefined {
  const entries = Object.entries(EXTENSIONS) as [FileKind, RegExp][];
  return entries.find(([, extension]) => extension.test(name))?.[0];
}

/** Why `name` is not taken as a picture, and what to do. */
export function whyNotPicture(name: string, kind: FileKind): string {
  return `${name} is ${WAYS_OUT[kind]}`;
}
