import type { Picture } from '../client/pictures.ts';

/** Addresses for `<img>`; Blobs get one each, until they are released. */
export interface PictureAddresses {
  of(picture: Picture): string;
  /** Frees what Blobs got. */
  release(): void;
}

export function createPictureAddresses(): PictureAddresses {
  const made = new Map<Blob, string>();
  return {
    of(picture) {
      if (!(picture instanceof Blob)) return String(picture);
      const address = made.get(picture) ?? URL.createObjectURL(picture);
      made.set(picture, address);
      return address;
    },
    release() {
      for (const address of made.values()) URL.revokeObjectURL(address);
      made.clear();
    },
  };
}
