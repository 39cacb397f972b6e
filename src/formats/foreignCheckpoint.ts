import { FOREIGN_HEAD_BYTES, foreignKindOf, type ForeignKind } from '../core/foreignKind.ts';

/** What a file is that has come in the place of one of a checkpoint. Each completes "model.safetensors is ". */
const KINDS: Readonly<Partial<Record<ForeignKind, string>>> = {
  'lfs-pointer': 'a Git LFS pointer, not the file itself. Run "git lfs pull" in its folder, or download the file',
  html: 'an HTML page, as servers send it in place of a file. Download the file itself',
  zip: 'a zip archive, as torch.save writes it (.bin, .pt, .pth). Save it as safetensors',
  pickle: 'a Python pickle, as torch.save wrote it. Save it as safetensors',
  gzip: 'a gzip archive. Unpack it',
};

/** What the file that starts with `head` is and what to do, to stand after "NAME is "; undefined when nothing tells. */
export function describeForeignCheckpoint(head: Uint8Array): string | undefined {
  const kind = foreignKindOf(head);
  if (kind) return KINDS[kind];
  const text = new TextDecoder('latin1').decode(head.subarray(0, FOREIGN_HEAD_BYTES)).replace(/^ï»¿/, '').trimStart();
  if (text.startsWith('GGUF')) return 'a GGUF file. Use the checkpoint that it was made of';
  if (/^<\?xml\b/i.test(text)) return "an XML document, such as a server's error. Download the file itself";
  return undefined;
}
