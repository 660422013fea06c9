/** What holds for every program, whatever it does: settings, redirects, and servers that fail. */
import { expect, it } from '@jest/globals';
import { findFreePort } from '../../support/ports.ts';
import type { Bench } from '../support/bench.ts';
import { describeHere, opener } from '../support/describe-program.ts';
import { prepare, runWithPerson } from '../support/person.ts';
import { programFiles } from '../support/program-files.ts';

/** It reads a token from a file, and never says who the client is. */
const KNOWS_NO_CLIENT = 'list-repositories';

for (const file of programFiles.filter(({ program }) => program !== 'implicit')) {
  const [era = 'current'] = file.eras;

  describeHere(file)(`${file.name} in ${era}`, () => {
    const open = opener(file, era);

    if (file.program !== KNOWS_NO_CLIENT) {
      it.each(['BITBUCKET_CONSUMER_KEY', 'BITBUCKET_CONSUMER_SECRET'])(
        'names %s in one line where it is missing',
        async (name) => {
          const bench = await prepare(file, await open());

          const { code, stdout, stderr } = await bench.run({ [name]: '' });

          expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
          expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(name)]);
        },
      );

      it('takes no secret to where a redirect leads', async () => {
        const bench = await prepare(file, await open());
        bench.sandbox.faults.set({ fault: 'redirect', endpoint: 'token' });

        expect(await runWithPerson(file, bench)).toMatchObject({ code: 1 });
        expect(followed(bench)).toEqual([]);
      });
    }

    it('takes no token to where a redirect leads', async () => {
      const bench = await prepare(file, await open());
      bench.sandbox.faults.set({ fault: 'redirect', endpoint: 'api' });

      const { code } = await runWithPerson(file, bench);

      expect(code).toBe(1);
      expect(followed(bench).filter(({ headers }) => headers['authorization'])).toEqual([]);
    });

    it('says no more than a sentence where nobody listens', async () => {
      const bench = await prepare(file, await open());
      const nowhere = `http://127.0.0.1:${await findFreePort()}`;

      const { code, stderr } = await runWithPerson(file, bench, {
        ...(file.program !== 'authorization-code' && { BITBUCKET_URL: nowhere }),
        BITBUCKET_API_URL: nowhere,
      });

      expect(code).toBe(1);
      const said = stderr.trimEnd().split('\n');
      expect(said.length).toBeLessThanOrEqual(4);
      expect(said.filter((line) => /^\s+at |Traceback|goroutine|#\d+ /.test(line))).toEqual([]);
    });

    it('fails where a page comes instead of an answer', async () => {
      const bench = await prepare(file, await open());
      bench.sandbox.faults.set({ fault: 'html', endpoint: 'api' });

      const { code, stdout } = await runWithPerson(file, bench);

      expect(code).not.toBe(0);
      expect(stdout).not.toMatch(/Signed in|Acting as|Token of|Token for/);
    });
  });
}

const followed = ({ sandbox }: Bench) =>
  sandbox.requests.filter(({ path }) => path === '/_sandbox/redirected');
