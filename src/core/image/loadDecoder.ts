import { EditRewardError } from '../errors.ts';
import { loadLazily } from '../loadLazily.ts';

/** A decoder is loaded when it is first needed, and did not come. The network may be gone. */
export class DecoderMissingError extends EditRewardError {
  override readonly name = 'DecoderMissingError';
}

/** Loads a decoder that not every visit needs, when it is first needed. `file` names the picture that needs it. */
export async function loadDecoder<Decoder>(load: () => Promise<Decoder>, file: string): Promise<Decoder> {
  try {
    return await loadLazily(load);
  } catch (cause) {
    throw new DecoderMissingError(
      `${file} could not be read: the part of this page that reads such pictures did not load. Check the connection and try ` +
        `again.`,
      { file, cause },
    );
  }
}
