import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export interface HeldFile {
  readonly name: string;
  readonly base64: string;
}

/** What a pointer may hold while it drags. */
export interface Held {
  /** Text by its type. */
  readonly data?: Readonly<Record<string, string>>;
  readonly files?: readonly HeldFile[];
}

/** Whether the page takes a drag over `selector`, and its drop there, away from the browser. */
export async function drop(page: Page, held: Held, selector = 'body'): Promise<[boolean, boolean]> {
  await expect.poll(() => page.evaluate(listensToDrags)).toBe(true);
  return page.evaluate(
    ([{ data = {}, files = [] }, place]) => {
      const transfer = new DataTransfer();
      for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
      for (const { name, base64 } of files) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      }
      const target = document.querySelector(place);
      const sent = ['dragover', 'drop'].map((type) =>
        target?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true })),
      );
      return [sent[0] === false, sent[1] === false] as [boolean, boolean];
    },
    [held, selector] as const,
  );
}

/** In the page, which does so some time after it was loaded. */
function listensToDrags(): boolean {
  const over = new DragEvent('dragover', { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true });
  return !document.body.dispatchEvent(over);
}

/** A text file, to be dropped. */
export function heldText(name: string, text: string): HeldFile {
  return { name, base64: Buffer.from(text).toString('base64') };
}

/** Files of the disk, to be dropped. */
export function heldFiles(paths: readonly string[]): Promise<HeldFile[]> {
  return Promise.all(
    paths.map(async (path) => ({ name: basename(path), base64: (await readFile(path)).toString('base64') })),
  );
}
