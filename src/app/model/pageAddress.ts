import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import { labelOfUrl } from '../../client/chosenPackage.ts';
import { locationText, remoteLocationOf } from '../../client/remoteLocation.ts';

/** A model and what to call it until its id is known. */
export interface NamedLocation {
  readonly label: string;
  readonly location: ModelLocation;
}

/** The model that comes with the site; `url` is that of its folder. */
export function builtInModel(url: string): NamedLocation {
  return { label: 'editreward-nano', location: { kind: 'url', url } };
}

/** What the page's own address asks for. */
export interface PageStart {
  /** Undefined: start without a model. */
  readonly model: NamedLocation | undefined;
  readonly options: LoadOptions;
}

/**
 * `?model=URL` or `?model=owner/name@revision`, a repository on Hugging Face, names the package to start with, an empty one
 * none; without it the site's own model is loaded.
 * `?device=webgpu` or `?device=wasm` runs every model there. Throws `NotAPackageError` and
 * `MissingAddressError`.
 */
export function startOfAddress(address: string, builtInUrl: string): PageStart {
  const { searchParams } = new URL(address);
  return {
    model: modelOf(searchParams.get('model'), address, builtInUrl),
    options: optionsOf(searchParams.get('device')),
  };
}

function modelOf(typed: string | null, address: string, builtInUrl: string): PageStart['model'] {
  if (typed === null) return builtInModel(builtInUrl);
  if (typed === '') return undefined;
  const location = remoteLocationOf(typed, address);
  return { label: location.kind === 'url' ? labelOfUrl(location.url) : locationText(location), location };
}

function optionsOf(device: string | null): LoadOptions {
  return device === 'webgpu' || device === 'wasm' ? { provider: device } : {};
}
