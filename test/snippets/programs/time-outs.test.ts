/**
 * No program waits for ever on a server that never answers, or that answers byte by byte. All of a language at once:
 * each takes ten seconds.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '../../../src/snippets/languages.ts';
import type { Answer, ScriptedServer } from '../../support/scripted-server.ts';
import { openScriptedServer } from '../../support/scripted-server.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { describeHere } from '../support/describe-program.ts';
import { prepare, runWithPerson } from '../support/person.ts';
import { type ProgramFile, programFiles } from '../support/program-files.ts';
import { findToolChain } from '../tool-chains.ts';

const NAMES_THE_CALL = /http\S+ took longer than 10 s$/m;

type Slowness = 'never answers' | 'drips';

for (const { slug, name } of languages) {
  const toolChain = findToolChain(slug);
  const files = programFiles.filter(
    ({ language, program }) => language.slug === slug && program !== 'implicit',
  );
  if (files.length === 0) continue;
  const isForNode = slug === 'javascript' || slug === 'typescript';
  const words = isForNode ? NAMES_THE_CALL : /^/; // the libraries of the others have their own
  const opened: Pick<Bench | ScriptedServer, 'close'>[] = [];
  const endings = new Map<
    string,
    Promise<{ code: number | string; stderr: string; seconds: number }>
  >();

  /** The API drips: every program calls it, whatever else it has to ask for. @param hear Is told when it is asked. */
  async function dripping(hear: () => void): Promise<string> {
    const server = await openScriptedServer();
    opened.push(server);
    const drip = (): Answer => {
      hear();
      return { fault: 'drip' };
    };
    for (const path of ['/2.0/user', '/2.0/user/workspaces']) server.on(path, drip);
    return server.url;
  }

  async function waitOn(slowness: Slowness, file: ProgramFile) {
    if (typeof toolChain === 'string') throw new Error(toolChain);
    const bench = await openBench(file, toolChain, file.eras[0] ?? 'current');
    opened.push(bench);
    await prepare(file, bench);
    const endpoint = file.program === 'list-repositories' ? 'api' : 'token';
    if (slowness === 'never answers') bench.sandbox.faults.set({ fault: 'hang', endpoint });
    let askedAt = 0;
    const url = slowness === 'drips' && (await dripping(() => (askedAt = Date.now())));
    const { code, stderr } = await runWithPerson(
      file,
      bench,
      url ? { BITBUCKET_API_URL: url } : {},
    );
    const endedAt = Date.now();
    const hung = bench.sandbox.requests.find(({ fault }) => fault === 'hang');
    // From when it has asked: some of them take seconds to start, all at once.
    const seconds = Math.round((endedAt - (hung ? Date.parse(hung.receivedAt) : askedAt)) / 1_000);
    return { code, stderr, seconds };
  }

  describe.each<Slowness>(['never answers', 'drips'])(
    `${name}, and a server that %s`,
    (slowness) => {
      beforeAll(() => {
        for (const file of files) {
          const ending = waitOn(slowness, file);
          ending.catch(() => undefined); // its test tells
          endings.set(slowness + file.name, ending);
        }
      });
      afterAll(async () => {
        for (const one of opened.splice(0)) await one.close();
      });

      for (const file of files) {
        describeHere(file)(`${file.name} in ${file.eras[0]}`, () => {
          it('waits ten seconds, and no longer', async () => {
            const { code, stderr, seconds } = (await endings.get(slowness + file.name)) ?? {};

            expect(code).toBe(1);
            expect(seconds).toBeGreaterThanOrEqual(9);
            expect(seconds).toBeLessThan(30);
            expect(stderr).toMatch(words);
          });
        });
      }
    },
  );
}
