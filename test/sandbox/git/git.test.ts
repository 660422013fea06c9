import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reasonToSkip, runClient } from '../../clients/support/programs.ts';
import { type Room, openRoom } from '../support/room.ts';
import { type Running, runSandbox } from '../support/running.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const MILL = '/analytical-engines/mill.git';
const PRIVATE = '/analytical-engines/store.git';
const LIST = '/info/refs?service=git-upload-pack';
const CHALLENGE = 'Basic realm="Bitbucket.org HTTP"';

function ask(room: Room, below: string, token: string, name = 'x-token-auth') {
  return room.http.get(room.path(below)).auth(name, token);
}

describe('Git with an access token, `https://x-token-auth:{access_token}@bitbucket.org/{ws}/{repo}.git` (contract §4.1)', () => {
  it('lists HEAD and the branches that the API has, in pkt-lines (contract §4.1)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room, { scope: 'repository' });
    const api = await room.askApi('/2.0/repositories/analytical-engines/mill/refs/branches', token);
    const { values } = api.body as { values: { name: string; target: { hash: string } }[] };

    const answer = await ask(room, MILL + LIST, token)
      .buffer()
      .expect(200);

    expect(answer.get('Content-Type')).toBe('application/x-git-upload-pack-advertisement');
    const { text } = answer;
    expect(text.startsWith('001e# service=git-upload-pack\n0000')).toBe(true);
    expect(text.endsWith('0000')).toBe(true);
    expect(text).toContain(`${values[0]?.target.hash} HEAD\0symref=HEAD:refs/heads/main `);
    for (const { name, target } of values) {
      const line = `${target.hash} refs/heads/${name}\n`;
      expect(text).toContain((line.length + 4).toString(16).padStart(4, '0') + line);
    }
  });

  it('S13b: lists the tags that the API has, each with the commit behind it (gitprotocol-pack(5))', async () => {
    const room = openRoom();
    const tags = '/2.0/repositories/analytical-engines/card-format/refs/tags';
    const { values } = (await room.askApi(tags)).body as {
      values: { name: string; target: { hash: string } }[];
    };

    const { text } = await room.http
      .get(room.path(`/analytical-engines/card-format${LIST}`))
      .buffer();

    const listed = [...text.matchAll(/([0-9a-f]{40}) refs\/tags\/(\S+)\n/g)];
    expect(values.length).toBeGreaterThan(1);
    expect(listed.map(([, , name]) => name)).toEqual(
      values.flatMap(({ name }) => [name, `${name}^{}`]).toSorted(),
    );
    for (const { name, target } of values) {
      expect(text).toContain(`${target.hash} refs/tags/${name}^{}\n`);
      expect(text).not.toContain(`${target.hash} refs/tags/${name}\n`);
    }
  });

  it.each(['/analytical-engines/mill', MILL])(
    'S13: answers at %s, as the go command asks without .git, with a token and without (contract §4.1)',
    async (address) => {
      for (const era of ['legacy', 'current'] as const) {
        const room = openRoom(era);
        const token = await obtainAccessToken(room);

        const anonymous = await room.http.get(room.path(address + LIST)).buffer();
        const answer = await ask(room, address + LIST, token).buffer();

        expect([anonymous.status, answer.status]).toEqual([200, 200]);
        expect(anonymous.text).toBe(answer.text);
        expect(answer.text).toContain(' refs/heads/main\n');
      }
    },
  );

  it('S13: answers nobody without a token what is private, nor a push, nor anything with `refuse`', async () => {
    const room = openRoom();
    const strict = openRoom('current', { anonymousReads: 'refuse' });
    const push = '/info/refs?service=git-receive-pack';

    const answers = [
      await room.http.get(room.path(`/analytical-engines/store.git${LIST}`)),
      await room.http.get(room.path(MILL + push)),
      await strict.http.get(strict.path(MILL + LIST)),
    ];

    for (const answer of answers) {
      expect([answer.status, answer.get('WWW-Authenticate')]).toEqual([401, CHALLENGE]);
    }
  });

  it('lists no ref of a repository that is empty', async () => {
    const room = openRoom();
    const client = room.client('Client that writes');
    const token = await obtainAccessToken(room, { client });
    await room.http
      .post(room.path('/2.0/repositories/analytical-engines/fresh'))
      .auth(token, { type: 'bearer' })
      .send({})
      .expect(200);

    const answer = await ask(room, `/analytical-engines/fresh.git${LIST}`, token).buffer();

    expect(answer.text).toMatch(/0{40} capabilities\^\{\}\0[^\n]+\n0000$/);
  });

  it('I7: asks for a token where there is a bad one, or another name before it: 401, "You may not have access to this repository …" (contract §4.1, §4.5)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);
    const list = MILL + LIST;

    const answers = [
      await ask(room, list, 'nonsense'),
      await room.http.get(room.path(list)).auth(token, { type: 'bearer' }),
      await ask(room, list, token, 'oauth2'),
    ];

    for (const answer of answers) {
      expect([answer.status, answer.get('WWW-Authenticate')]).toEqual([401, CHALLENGE]);
      expect(answer.get('Content-Type')).toMatch(/^text\/plain/);
      expect(answer.text).toMatch(/^You may not have access to this repository or it no longer/);
    }
    expect(answers.map(({ text }) => text.includes('the user x-token-auth'))).toEqual([
      false,
      true,
      true,
    ]);
    room.clock.advance('2h');
    await ask(room, list, token).expect(401);
  });

  it('refuses a token without the scope `repository`: 403; one that implies it will do (contract §3)', async () => {
    const room = openRoom();

    await ask(room, MILL + LIST, await obtainAccessToken(room, { scope: 'account' })).expect(403);
    await ask(room, MILL + LIST, await obtainAccessToken(room, { scope: 'pullrequest' })).expect(
      200,
    );
  });

  it('hides what the API hides: 404 for a private repository of others, and for none (contract §4.5)', async () => {
    const room = openRoom();
    const [ada, nora] = [
      await obtainAccessToken(room),
      await obtainAccessToken(room, { person: 'nora' }),
    ];

    await ask(room, `/analytical-engines/store.git${LIST}`, ada).expect(200);
    await ask(room, `/analytical-engines/store.git${LIST}`, nora).expect(404);
    await ask(room, `/analytical-engines/nothing.git${LIST}`, ada).expect(404);
    await ask(room, `/nowhere/mill.git${LIST}`, ada).expect(404);
  });

  it('says that it holds no objects, in the words of the protocol, and takes no push: 501', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const answer = await room.http
      .post(room.path(`${MILL}/git-upload-pack`))
      .auth('x-token-auth', token)
      .buffer()
      .expect(200);
    await ask(room, `${MILL}/git-upload-pack`, token).expect(404); // no GET there
    await ask(room, `${MILL}/info/refs?service=git-receive-pack`, token).expect(501);

    expect(answer.text).toMatch(/^[0-9a-f]{4}ERR The sandbox holds no objects/);
  });
});

const reason = reasonToSkip('git');
const describeHere = reason === undefined ? describe : describe.skip;

describeHere(`git itself${reason ? ` (${reason})` : ''}`, () => {
  let running: Running;
  beforeEach(async () => void (running = await runSandbox()));
  afterEach(() => running.sandbox.close());

  /** Without the helpers of the machine: they might know another password. */
  function git(command: string, token: string, ...more: readonly string[]) {
    const address = running.sandbox.baseUrl.replace('//', `//x-token-auth:${token}@`);
    return runClient('git', ['-c', 'credential.helper=', command, address + PRIVATE, ...more]);
  }

  it('I7: lists the branches with `git ls-remote`, and not with a bad token: "`remote:` with the newer text" (contract §4.1, §4.5)', async () => {
    const { access_token: token } = await running.obtainTokens();

    const listed = await git('ls-remote', token);
    const refused = await git('ls-remote', 'nonsense');

    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(
      /^[0-9a-f]{40}\tHEAD\n(?:[0-9a-f]{40}\trefs\/heads\/\S+\n){4}(?:[0-9a-f]{40}\trefs\/tags\/\S+\n)+$/,
    );
    expect(refused.code).toBe(128);
    expect(refused.stderr).toContain('remote: You may not have access to this repository');
    expect(refused.stderr).toContain('Authentication failed');
  });

  it('S13: lists a public repository to `git ls-remote` without a token and without .git', async () => {
    const address = `${running.sandbox.baseUrl}/analytical-engines/mill`;

    const { code, stdout } = await runClient('git', [
      '-c',
      'credential.helper=',
      'ls-remote',
      address,
    ]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/\trefs\/heads\/main\n/);
    expect(stdout).toMatch(/\trefs\/tags\/v1\.0\n[0-9a-f]{40}\trefs\/tags\/v1\.0\^\{\}\n/);
  });

  it('tells a person why it cannot clone', async () => {
    const { access_token: token } = await running.obtainTokens();
    const folder = path.join(tmpdir(), `never-${randomUUID()}`);

    const { code, stderr } = await git('clone', token, folder);

    expect(code).toBe(128);
    expect(stderr).toContain('remote error: The sandbox holds no objects');
    expect(existsSync(folder)).toBe(false);
  });
});
