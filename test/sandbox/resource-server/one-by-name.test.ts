import { describe, expect, it } from '@jest/globals';
import { jsonOf, pageOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const FORMAT = '/2.0/repositories/analytical-engines/card-format';

async function open() {
  const room = openRoom();
  const token = await obtainAccessToken(room, { client: room.client('Client that writes') });
  return { ask: (path: string) => room.askApi(path, token) };
}

describe('One of a list, by its name (contract §4.2, §6)', () => {
  it('answers a tag with its name, message, tagger and commit, and one by its name', async () => {
    const { ask } = await open();
    const tags = pageOf(await ask(`${FORMAT}/refs/tags`)).values;
    const [newest] = tags;

    expect(tags.map(({ name }) => name)).toContain('v1.0');
    expect(newest).toMatchObject({
      type: 'tag',
      message: expect.any(String),
      date: expect.any(String),
      tagger: { type: 'author' },
      target: { type: 'commit' },
    });
    const name = String(newest?.['name']);
    expect(jsonOf(await ask(`${FORMAT}/refs/tags/${name}`))).toEqual(newest);
    const [commit] = pageOf(await ask(`${FORMAT}/commits/${name}`)).values;
    const { rendered: _rendered, ...alone } = commit ?? {};
    expect(alone).toEqual(newest?.['target']);
  });

  it('answers one of `…/{slug}/refs/branches`, with the slash of its name as it is or encoded: `name, type:"branch", target{commit…}` (contract §4.2)', async () => {
    const { ask } = await open();
    const base = `${FORMAT}/refs/branches`;
    const branches = pageOf(await ask(base)).values;
    const feature = branches.find(({ name }) => String(name).includes('/'));
    const name = String(feature?.['name']);

    expect(Object.keys(feature ?? {}).toSorted()).toEqual([
      'default_merge_strategy',
      'links',
      'merge_strategies',
      'name',
      'target',
      'type',
    ]);
    expect(jsonOf(await ask(`${base}/${name}`))).toEqual(feature);
    expect(jsonOf(await ask(`${base}/${encodeURIComponent(name)}`))).toEqual(feature);
  });

  it('answers one of `…/{slug}/hooks` by its UUID, with braces or without (contract §4.2)', async () => {
    const { ask } = await open();
    const [hook] = pageOf(await ask(`${FORMAT}/hooks`)).values;
    const uuid = String(hook?.['uuid']);

    expect(jsonOf(await ask(`${FORMAT}/hooks/${encodeURIComponent(uuid)}`))).toEqual(hook);
    expect(jsonOf(await ask(`${FORMAT}/hooks/${uuid.slice(1, -1)}`))).toEqual(hook);
  });
});
