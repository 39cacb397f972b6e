import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editReward } from '../../convert/rewards/editReward.ts';
import { fetchText, loadPrompts } from './loadPrompts.ts';

const never = new AbortController().signal;
const detect = async () => editReward;

describe('loadPrompts', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'editreward-prompts-'));
    await writeFile(
      join(root, 'prompts.py'),
      'INSTRUCTION_EDIT_FOLLOWING = "{text_prompt}"\nINSTRUCTION_EDIT_QUALITY = "q {text_prompt}"\n',
    );
    await writeFile(join(root, 'data_collator_qwen_edit.py'), 'prompt_with_special_token = "<|Reward|>"\n');
  });
  afterAll(() => rm(root, { recursive: true }));

  it('reads JSON and folders, and does not call other texts than the official ones verified', async () => {
    expect((await loadPrompts('reference/tiny/prompts.json', detect, never)).verified).toBe(false);
    expect(await loadPrompts(root, detect, never)).toEqual({
      texts: { reward: 'editReward', templates: ['{text_prompt}', 'q {text_prompt}'], suffix: '<|Reward|>' },
      verified: false,
    });
  });

  it('names a path that is not there', async () => {
    await expect(loadPrompts(join(root, 'none.json'), detect, never)).rejects.toThrow(
      `${join(root, 'none.json')} does not exist. Check the path given by --prompts.`,
    );
  });
});

describe('fetchText', () => {
  let server: Server;
  let origin = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/slow') return;
      response.statusCode = request.url === '/owner/name/there' ? 200 : 404;
      response.end('content');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gives the text', async () => {
    expect(await fetchText(`${origin}/owner/name/there`, never)).toBe('content');
  });

  it('says what the server answered, and what to do instead', async () => {
    await expect(fetchText(`${origin}/owner/name/none`, never)).rejects.toThrow(
      `${origin}/owner/name/none cannot be downloaded (the server answered 404). Try again, or clone owner/name and give its folder with --prompts.`,
    );
  });

  it('says why there is no connection', async () => {
    await expect(fetchText('http://127.0.0.1:1/', never)).rejects.toThrow(/cannot be downloaded \((?!fetch failed)/);
  });

  it('stops when asked to', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(fetchText(`${origin}/slow`, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
