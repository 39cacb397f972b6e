/** Files of a folder that the user chose or dropped; `path` is relative to that folder. */
export type ChosenFiles = readonly { readonly path: string; readonly file: File }[];

/** Where a model package is. */
export type ModelLocation =
  /** Files of a folder the user chose. */
  | { readonly kind: 'files'; readonly files: ChosenFiles }
  /** Where `manifest.json` stands on the network. */
  | RemoteLocation
  /** A model of the store (`ModelDescription.id`), whose files were checked when they came. */
  | { readonly kind: 'stored'; readonly id: string };

/** Where files stand on the network. */
export type RemoteLocation =
  /** A URL prefix; relative ones are resolved against the site. */
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'huggingFace';
      /** `owner/name`. */
      readonly repository: string;
      /** Branch, tag or commit; a branch or tag is resolved to its commit first, which is recorded. Default `main`. */
      readonly revision?: string | undefined;
      /** Folder inside the repository; default its root. */
      readonly folder?: string | undefined;
      /** Another hub with the same addresses, e.g. a mirror; default `https://huggingface.co`. */
      readonly host?: string | undefined;
    };

/** Where a model came from, with its commit where there is one. */
export type ModelOrigin =
  | Extract<RemoteLocation, { readonly kind: 'url' }>
  | (Extract<RemoteLocation, { readonly kind: 'huggingFace' }> & { readonly revision: string })
  /** A model package in a folder that the user chose. */
  | { readonly kind: 'folder' }
  /** Converted here, in this browser. */
  | { readonly kind: 'converted' };

/** A folder to convert from. */
export type SourceFolder = { readonly kind: 'files'; readonly files: ChosenFiles } | RemoteLocation;
