/** No program waits for ever on a server that never answers. All of a language at once: each takes ten seconds. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '../../../src/snippets/languages.ts';
import { type Bench, openBench } from '../support/bench.ts';
import { describeHere } from '../support/describe-program.ts';
import { prepare, runWithPerson } from '../support/person.ts';
import { type ProgramFile, programFiles } from '../support/program-files.ts';
import { findToolChain } from '../tool-chains.ts';

for (const { slug, name } of languages) {
  const toolChain = findToolChain(slug);
  const files = programFiles.filter(
    ({ language, program }) => language.slug === slug && program !== 'implicit',
  );
  if (files.length === 0) continue;
  const benches: Bench[] = [];
  const endings = new Map<ProgramFile, Promise<{ code: number | string; seconds: number }>>();

  async function hang(file: ProgramFile) {
    if (typeof toolChain === 'string') throw new Error(toolChain);
    const bench = await openBench(file, toolChain, file.eras[0] ?? 'current');
    benches.push(bench);
    await prepare(file, bench);
    const endpoint = file.program === 'list-repositories' ? 'api' : 'token';
    bench.sandbox.faults.set({ fault: 'hang', endpoint });
    const began = Date.now();
    const { code } = await runWithPerson(file, bench);
    return { code, seconds: Math.round((Date.now() - began) / 1_000) };
  }

  describe(`${name}, and a server that never answers`, () => {
    beforeAll(() => {
      for (const file of files) {
        const ending = hang(file);
        ending.catch(() => undefined); // its test tells
        endings.set(file, ending);
      }
    });
    afterAll(async () => {
      for (const bench of benches) await bench.close();
    });

    for (const file of files) {
      describeHere(file)(`${file.name} in ${file.eras[0]}`, () => {
        it('waits ten seconds, and no longer', async () => {
          const { code, seconds } = (await endings.get(file)) ?? {};

          expect(code).toBe(1);
          expect(seconds).toBeGreaterThanOrEqual(9);
          expect(seconds).toBeLessThan(30);
        });
      });
    }
  });
}
