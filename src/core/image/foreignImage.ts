import { foreignKindOf, markupOf, type ForeignKind } from '../foreignKind.ts';
import { fileTypeBrands, latin1At } from './imageFormat.ts';

const AGAIN = 'Download it again';
const EXPORT = 'Save it as PNG or JPEG.';

/** What a file may be in place of an image, completing "photo.png is ", and what to do. The first that matches counts. */
const KINDS: readonly (readonly [(bytes: Uint8Array) => boolean, string])[] = [
  [is('lfs-pointer'), 'a Git LFS pointer, which stands for the picture. Run `git lfs pull` where it came from.'],
  [
    startsWith('/annex/objects/', '../.git/annex/objects/', '.git/annex/objects/'),
    'a git-annex pointer, which stands for the picture. Run `git annex get` where it came from.',
  ],
  [
    startsWith('data:image/', 'iVBORw0KGgo', '/9j/', 'R0lGOD', 'UklGR'),
    'text that holds a picture in base64. Decode it to a file first.',
  ],
  [is('apple-double'), 'a helper file of macOS, not the picture. Take the file of this name without `._`.'],
  [is('apple-single'), 'a helper file of macOS, not the picture. Take the picture itself.'],
  [(bytes) => isText(bytes, /^<svg[\s/>]/), 'an SVG drawing, which has no pixels of its own. Export it as PNG.'],
  [
    is('html'),
    `an HTML page: probably a message of the server in place of the picture. Open its address in a browser to see. ${AGAIN}.`,
  ],
  [
    (bytes) => isText(bytes, /^<[?!a-z]/),
    `an XML document: probably a message of the server in place of the picture. Open it to read why. ${AGAIN}.`,
  ],
  [
    (bytes) => isText(bytes, /^(\{\s*"|\{\s*\}|\[\s*[{["\]])/),
    `JSON text: probably a message of the server in place of the picture. Open it to read why. ${AGAIN}.`,
  ],
  [(bytes) => hasBrand(bytes, /^(hei[cxms]|hev[cxms]|mif1|msf1)$/), `a HEIC photo, which is not read here. ${EXPORT}`],
  [(bytes) => hasBrand(bytes, /^crx /), `a raw photo of a camera. Develop it first. ${EXPORT}`],
  [(bytes) => hasBrand(bytes, /^/), 'a video. Save the frame you mean as PNG or JPEG.'],
  [startsWith('\x1aE\xdf\xa3'), 'a video. Save the frame you mean as PNG or JPEG.'],
  [(bytes) => isRiff(bytes, 'AVI '), 'a video. Save the frame you mean as PNG or JPEG.'],
  [startsWith('II*\0', 'MM\0*', 'II+\0', 'MM\0+'), `a TIFF image or a raw photo, which is not read here. ${EXPORT}`],
  [startsWith('\xff\n', '\0\0\0\fJXL \r\n\x87\n'), `a JPEG XL image, which is not read here. ${EXPORT}`],
  [startsWith('\0\0\0\fjP  \r\n\x87\n', '\xff\x4f\xff\x51'), `a JPEG 2000 image, which is not read here. ${EXPORT}`],
  [startsWith('8BPS'), `a Photoshop document. ${EXPORT}`],
  [is('pdf'), 'a PDF document. Export the page you mean as PNG.'],
  [startsWith('%!PS', '\xc5\xd0\xd3\xc6'), 'a PostScript drawing. Export it as PNG.'],
  // The same bytes as a cursor's, which holds one picture at least.
  [startsWith('\0\0\x02\0\0\0'), `a TGA image, which is not read here. ${EXPORT}`],
  [startsWith('\0\0\x01\0', '\0\0\x02\0'), `an icon. ${EXPORT}`],
  [startsWith('qoif'), `a QOI image, which is not read here. ${EXPORT}`],
  [startsWith('gimp xcf'), `a GIMP document. ${EXPORT}`],
  [startsWith('DDS '), `a DDS texture, which is not read here. ${EXPORT}`],
  [startsWith('v/1\x01'), `an OpenEXR image, which is not read here. ${EXPORT}`],
  [startsWith('#?RADIANCE', '#?RGBE'), `a Radiance image, which is not read here. ${EXPORT}`],
  [(bytes) => isText(bytes, /^p[1-7f]\s/), `a Netpbm image, which is not read here. ${EXPORT}`],
  [is('zip'), 'a ZIP archive, or a document made of one. Unpack it and take the pictures inside.'],
  [is('gzip', 'rar', '7z', 'bzip2', 'xz', 'zstd'), 'an archive. Unpack it first.'],
];

/** A clause and what to do, completing "photo.png is "; undefined when the bytes tell nothing. */
export function describeForeignImage(bytes: Uint8Array): string | undefined {
  return KINDS.find(([matches]) => matches(bytes))?.[1];
}

/** Only zero bytes, as interrupted copies leave them. */
export function isAllZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/**
 * A PNG's signature after a transfer in text mode. It has three kinds of line end, so that such a transfer changes it.
 */
const PNG_AS_TEXT = ['\x89PNG\n', '\x89PNG\r\r', '\x89PNG\r\x1a', '\x89PNG\r\n\x1a\r', '\xef\xbf\xbdPNG', '\tPNG'];

/** A PNG whose line ends were changed, or whose first byte was. */
export function isPngSentAsText(bytes: Uint8Array): boolean {
  return startsWith(...PNG_AS_TEXT)(bytes);
}

function is(...kinds: readonly ForeignKind[]): (bytes: Uint8Array) => boolean {
  return (bytes) => kinds.some((kind) => kind === foreignKindOf(bytes));
}

function startsWith(...beginnings: readonly string[]): (bytes: Uint8Array) => boolean {
  return (bytes) => beginnings.some((beginning) => latin1At(bytes, 0, beginning.length) === beginning);
}

function isRiff(bytes: Uint8Array, kind: string): boolean {
  return latin1At(bytes, 0, 4) === 'RIFF' && latin1At(bytes, 8, 4) === kind;
}

function hasBrand(bytes: Uint8Array, pattern: RegExp): boolean {
  return fileTypeBrands(bytes).some((brand) => pattern.test(brand));
}

function isText(bytes: Uint8Array, pattern: RegExp): boolean {
  return pattern.test(markupOf(bytes));
}
