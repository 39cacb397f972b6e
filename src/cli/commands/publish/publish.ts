import type { Command } from '../../command.ts';
import { DEVICE_HELP } from '../deviceArgs.ts';
import { parsePublishArgs } from './publishArgs.ts';

export const publish: Command = {
  name: 'publish',
  summary: 'Upload a model package to Hugging Face, for everybody to open',
  help: `Usage: editreward publish --model DIR --repo OWNER/NAME [options]

Uploads a model package to a repository on Hugging Face. Anybody can then open it in the page with
\`?model=OWNER/NAME\`. First each file is checked against the manifest, and the model's self-test is run here. All files
appear there together, in one commit. When it was interrupted, the same command goes on: files that are there already
are not sent again. A model card says what the package is; a README.md that you wrote yourself stays as it is.

The token is that of HF_TOKEN or HUGGING_FACE_HUB_TOKEN, else the one that \`hf auth login\` keeps. It must be allowed to
write to the repository. Check the licence of the model before you publish it.

  --model DIR            the model package, as \`editreward convert\` wrote it
  --repo OWNER/NAME      the repository; it is made if there is none
  --revision BRANCH      its branch; default: main. Several packages of a model can be branches of one repository
  --private              make the repository private, and publish to no public one
  --hub-url URL          another hub with the same interface; default: HF_ENDPOINT, else https://huggingface.co
${DEVICE_HELP}`,

  async run(args) {
    const options = parsePublishArgs(args);
    const { runPublish } = await import('./runPublish.ts');
    return runPublish(options);
  },
};
