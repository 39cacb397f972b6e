/** What a file is that has come in another one's place: a download that gave something else, or a renamed file. */

/** Bytes from a file's start that tell. */
export const FOREIGN_HEAD_BYTES = 512;

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Each completes "model.safetensors is ", by what the file starts with. */
const BY_MAGIC: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive, as torch.save writes it (.bin, .pt, .pth). Save it as safetensors'],
  [[0x80, 0x02], 'a Python pickle, as torch.save wrote it. Save it as safetensors'],
  [[0x1f, 0x8b], 'a gzip archive. Unpack it'],
  [[0x47, 0x47, 0x55, 0x46], 'a GGUF file. Use the checkpoint that it was made of'],
];

/** What the file that starts with `head` is and what to do, to stand after "NAME is "; undefined when nothing tells. */
export function describeForeign(head: Uint8Array): string | undefined {
  const magic = BY_MAGIC.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (magic) return magic[1];
  const text = new TextDecoder('latin1').decode(head.subarray(0, FOREIGN_HEAD_BYTES)).replace(/^ï»¿/, '').trimStart();
  if (text.startsWith(LFS_POINTER)) {
    return 'a Git LFS pointer, not the file itself. Run "git lfs pull" in its folder, or download the file';
  }
  if (/^<(!doctype|html|head|body)\b/i.test(text)) {
    return 'an HTML page, as servers send it in place of a file. Download the file itself';
  }
  if (/^<\?xml\b/i.test(text)) return "an XML document, such as a server's error. Download the file itself";
  return undefined;
}
