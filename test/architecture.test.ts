import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMPOSITION_ROOT, ROWS } from '../docs/generate/rooms.ts';

interface Source {
  /** `src/runs/run.ts` */
  readonly file: string;
  readonly text: string;
  /** Files as `src/oauth/token.ts`, packages by name. */
  readonly imports: readonly string[];
}

function readSources(folder: string): Source[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((name) => {
      const file = path.posix.join(folder, name);
      const text = readFileSync(file, 'utf8');
      const found = text.matchAll(
        /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
      );
      const imports = [...found].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
      return { file, text, imports: imports.map((one) => resolve(file, one)) };
    });
}

function resolve(file: string, imported: string): string {
  return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : imported;
}

const sources = readSources('src');

/** `file -> import` for every import that is not allowed where it stands. */
function offences(
  from: RegExp,
  isForbidden: (imported: string, file: string) => boolean,
): string[] {
  return sources
    .filter(({ file }) => from.test(file))
    .flatMap(({ file, imports }) =>
      imports.filter((one) => isForbidden(one, file)).map((one) => `${file} -> ${one}`),
    );
}

const isOurs = (imported: string) => imported.startsWith('src/');

describe('The rooms and their doors', () => {
  it('were found, with their imports', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
  });

  it('what stands higher may import what stands lower, and nothing else: the rows of the picture', () => {
    const roomOf = (file: string) => file.split('/')[1]?.replace('.ts', '') ?? '';
    const rowOf = (room: string) =>
      ROWS.findIndex((row) => row.some(({ rooms }) => rooms.includes(room)));
    const isAtTheRoot = (room: string) => COMPOSITION_ROOT.rooms.includes(room);
    const isUpward = (imported: string, file: string) => {
      const [from, to] = [roomOf(file), roomOf(imported)];
      if (from === to || (isAtTheRoot(from) && isAtTheRoot(to))) return false;
      return isOurs(imported) && to !== 'sandbox' && rowOf(to) <= rowOf(from);
    };
    const rooms = new Set(sources.map(({ file }) => roomOf(file)));

    expect(offences(/^src\/(?!sandbox\/)/, isUpward)).toEqual([]);
    // It stands beside the rows, and has its own test.
    expect([...rooms].filter((room) => rowOf(room) === -1)).toEqual(['sandbox']);
  });

  it('the sandbox imports nothing from outside itself, but for the storage and what it shares with the app', () => {
    expect(
      offences(
        /^src\/sandbox\//,
        (one) => isOurs(one) && !/^src\/(sandbox|storage|http|secrets|process)\//.test(one),
      ),
    ).toEqual([]);
  });

  it('what app and sandbox share knows neither of them', () => {
    const isElsewhere = (one: string) => isOurs(one) && !/^src\/(http|secrets)\//.test(one);

    expect(offences(/^src\/(http|secrets)\//, isElsewhere)).toEqual([]);
  });

  it('how a process is stopped, and what it writes, knows nothing of what it does', () => {
    expect(offences(/^src\/process\//, isOurs)).toEqual([]);
  });

  it('the storage knows nothing but the errors, and how keys are made', () => {
    expect(
      offences(
        /^src\/storage\//,
        (one) => isOurs(one) && !/^src\/(?:(storage|errors|secrets)\/|http\/visitor\.ts)/.test(one),
      ),
    ).toEqual([]);
  });

  it('only the demo, a rehearsal and the tests open the door of the sandbox', () => {
    const doors = offences(/^src\/(?!sandbox\/)/, (one) => one.startsWith('src/sandbox/'));

    const isOpen = (one: string) =>
      /^src\/(?:demo|embedded-sandbox)\.ts -> src\/sandbox\/index\.ts$/.test(one) ||
      one === 'src/rehearsal-sandbox.ts -> src/sandbox/standalone/library.ts';
    expect(doors.filter((one) => !isOpen(one))).toEqual([]);
  });

  it('the protocol knows neither Express, nor Bitbucket, nor the grants', () => {
    const isForbidden = (one: string) =>
      one.startsWith('express') ||
      (isOurs(one) && !/^src\/(oauth\/|storage\/stor(?:ag)?e\.ts|errors\/)/.test(one));

    expect(offences(/^src\/oauth\//, isForbidden)).toEqual([]);
  });

  it('the wire knows nothing but the errors, and what a secret is', () => {
    expect(
      offences(/^src\/wire\//, (one) => isOurs(one) && !/^src\/(wire|errors|secrets)\//.test(one)),
    ).toEqual([]);
  });

  it('the metrics know the stores that they count, the wire that they time, and how a server is closed', () => {
    expect(
      offences(
        /^src\/metrics\//,
        (one) => isOurs(one) && !/^src\/(metrics|storage|wire|errors|http)\//.test(one),
      ),
    ).toEqual([]);
  });

  it('what is said of live Bitbucket knows nothing but itself', () => {
    expect(offences(/^src\/statements\//, (one) => !one.startsWith('src/statements/'))).toEqual([]);
  });

  it('the catalogue of failures knows the errors, that of the storage too, and what is said of live Bitbucket', () => {
    expect(
      offences(
        /^src\/failures\//,
        (one) =>
          isOurs(one) &&
          !/^src\/(?:(failures|errors|statements)\/|storage\/storage-error\.ts)/.test(one),
      ),
    ).toEqual([]);
  });

  it('what finds the failure in a pasted text knows the failures, and what a secret is', () => {
    expect(
      offences(
        /^src\/diagnosis\//,
        (one) => isOurs(one) && !/^src\/(diagnosis|failures|wire|secrets)\//.test(one),
      ),
    ).toEqual([]);
  });

  it('the scopes and their calls know nothing but what is said of live Bitbucket', () => {
    expect(offences(/^src\/scopes\//, (one) => !/^src\/(scopes|statements)\//.test(one))).toEqual(
      [],
    );
  });

  it('what a grant is advised by knows nothing but what is said of live Bitbucket', () => {
    const isElsewhere = (one: string) => !/^src\/(connect|statements)\//.test(one);

    expect(offences(/^src\/connect\//, isElsewhere)).toEqual([]);
  });

  it('the programs know nothing of the pages that show them', () => {
    const isElsewhere = (one: string) => isOurs(one) && !/^src\/(snippets|wire)\//.test(one);

    expect(offences(/^src\/snippets\//, isElsewhere)).toEqual([]);
  });

  it('the other side knows neither Express nor the grants', () => {
    const isForbidden = (one: string) =>
      one.startsWith('express') ||
      (isOurs(one) &&
        !/^src\/(?:(bitbucket|oauth|wire|errors|failures|statements)\/|http\/visitor\.ts)/.test(
          one,
        ));

    expect(offences(/^src\/bitbucket\//, isForbidden)).toEqual([]);
  });

  it('the grants do not know the page frame around them', () => {
    expect(
      offences(/^src\/grants\//, (one) =>
        /^src\/(?:(web|stage|pages)\/|(app|demo|server)\.ts)/.test(one),
      ),
    ).toEqual([]);
  });

  it('the mistakes know what a request and a failure are, and nothing of the pages that show them', () => {
    const isElsewhere = (one: string) =>
      one.startsWith('express') ||
      (isOurs(one) && !/^src\/(mistakes|failures|statements|runs|bitbucket)\//.test(one));

    expect(offences(/^src\/mistakes\//, isElsewhere)).toEqual([]);
    expect(offences(/^src\/(runs|bitbucket)\//, (one) => one.startsWith('src/mistakes/'))).toEqual(
      [],
    );
  });

  it('the rehearsal of rotation knows its sandbox as a server, and nothing of the pages that show it', () => {
    const isElsewhere = (one: string) =>
      one.startsWith('express') ||
      (isOurs(one) && !/^src\/(rotation|runs|bitbucket|oauth|wire|storage|errors)\//.test(one));

    expect(offences(/^src\/rotation\//, isElsewhere)).toEqual([]);
  });

  it('what is exported is made of the redacted run: no format sees the run itself', () => {
    const isTheDoor = /^src\/export\/(?:redact|redact-run|limits)\.ts /;
    const knowsTheRun = offences(/^src\/export\//, (one) => one === 'src/runs/run.ts');
    const isElsewhere = (one: string) => /^express|^src\/(web|stage|pages)\//.test(one);

    expect(knowsTheRun.filter((one) => !isTheDoor.test(one))).toEqual([]);
    expect(offences(/^src\/export\//, isElsewhere)).toEqual([]);
  });

  it('the calls of the explorer know runs and scopes, and nothing of the pages that show them', () => {
    const isElsewhere = (one: string) =>
      one.startsWith('express') ||
      (isOurs(one) && !/^src\/(explorer|runs|scopes|wire)\//.test(one));

    expect(offences(/^src\/explorer\//, isElsewhere)).toEqual([]);
  });

  it('no file imports another in a circle, by a type or otherwise', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file))
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      if (trail.includes(file) || done.has(file)) return;
      const source = sources.find((one) => one.file === file);
      for (const one of source?.imports.filter(isOurs) ?? []) walk(one, [...trail, file]);
      done.add(file);
    };
    for (const { file } of sources) walk(file, []);

    expect(circles).toEqual([]);
  });

  it('no redirect is Express’s own, whose body repeats the address', () => {
    const isShown = (file: string) => file.startsWith('src/failures/catalogue/'); // code of others
    const own = sources.filter(
      ({ file, text }) => !isShown(file) && /\b(?:res|response)\s*\.redirect\(/.test(text),
    );

    expect(own.map(({ file }) => file)).toEqual([]);
  });

  it('trying live Bitbucket is a program of its own: nothing imports it', () => {
    const doors = offences(/^src\/(?!verify-live\/)/, (one) => one.startsWith('src/verify-live/'));

    expect(doors).toEqual([]);
    expect(
      offences(/^src\/verify-live\//, (one) =>
        /^src\/(grants|stage|pages|runs|sandbox|storage|web)\//.test(one),
      ),
    ).toEqual([]);
  });

  it('looking at somebody’s set-up is a program of its own, too', () => {
    const doors = offences(/^src\/(?!doctor\/)/, (one) => one.startsWith('src/doctor/'));
    const isForbidden = (one: string) =>
      /^src\/(grants|stage|pages|runs|sandbox|storage|web|verify-live)\//.test(one);

    expect([...doors, ...offences(/^src\/doctor\//, isForbidden)]).toEqual([]);
  });

  it('the token endpoint has one caller in the app, and the network one door', () => {
    const isClient = (one: string) => one === 'axios' || one === 'undici';
    expect(offences(/^src\/(?!wire\/(?:send|http-client)\.ts)/, isClient)).toEqual([]);
    const callers = sources.filter(
      ({ file, text }) =>
        !file.startsWith('src/verify-live/') && // a program: it sends what no client should
        /\bserver\.tokenEndpoint,/.test(text) &&
        text.includes("'POST'"),
    );
    expect(callers.map(({ file }) => file)).toEqual(['src/bitbucket/token-client.ts']);
  });

  it('lists of grants stand in the registry alone', () => {
    const grants =
      /^src\/grants\/(authorization-code|client-credentials|resource-owner-password)\.ts$/;
    const importers = offences(/^src\/(?!sandbox\/)/, (one) => grants.test(one));

    expect(new Set(importers.map((one) => one.split(' -> ')[0]))).toEqual(
      new Set(['src/grants/index.ts']),
    );
    expect(sources.filter(({ text }) => /switch \([^)]*(grant|slug)/i.test(text))).toEqual([]);
  });
});

describe('The tests', () => {
  it('have a name of their own each', () => {
    const names = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => path.posix.basename(file));

    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe('The files', () => {
  it('are under 200 lines each', () => {
    const long = sources.filter(({ text }) => text.trimEnd().split('\n').length > 200);

    // But for the one list of what is assumed, which is to be one.
    expect(long.map(({ file }) => file)).toEqual(['src/sandbox/assumptions.ts']);
  });

  it('export by name', () => {
    expect(
      sources.filter(({ text }) => /^export default\b/m.test(text)).map(({ file }) => file),
    ).toEqual([]);
  });

  it('are called after what they hold, in kebab-case', () => {
    const names = sources.map(({ file }) => file);

    expect(
      names.filter((name) =>
        /\/(utils?|helpers?|services?|controllers?|types|common|misc)(\/|\.ts$)/.test(name),
      ),
    ).toEqual([]);
    expect(
      names.filter((name) => !/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+(\.d)?\.ts$/.test(name)),
    ).toEqual([]);
  });

  it('begin by saying what they are', () => {
    expect(
      sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ file }) => file),
    ).toEqual([]);
  });

  it('leave nothing undone, and nothing commented out', () => {
    const isUnfinished = ({ text }: Source) =>
      /\b(TODO|FIXME|XXX)\b|console\.log|\bas any\b|: any[;,)]/.test(text);

    expect(sources.filter(isUnfinished).map(({ file }) => file)).toEqual([]);
  });
});
