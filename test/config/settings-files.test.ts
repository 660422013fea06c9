import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { addEnvFile, readConfigFile, readEnvFile } from '../../src/config/settings-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'settings-files-'));
chmodSync(folder, 0o755); // only the owner may look into it as it is made
afterAll(() => rmSync(folder, { recursive: true }));

/** Root, who runs the tests in a container, may read everything. */
function asNobody<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

const READERS = [
  ['config.json', readConfigFile],
  ['.env', readEnvFile],
] as const;

describe.each(READERS)('R16 the file %s', (name, read) => {
  const file = path.join(folder, name);
  afterEach(() => rmSync(file, { recursive: true, force: true }));

  it('R16 may be missing: then it sets nothing', () => {
    expect(read(file)).toEqual({ content: {}, faults: [] });
  });

  it('R16 is a fault where it is a directory, and no missing file', () => {
    mkdirSync(file);

    expect(read(file).faults).toEqual([
      `${name} cannot be read: it is a directory; put a file in its place, or take it away (EISDIR).`,
    ]);
  });

  it('R16 is a fault where its symbolic links lead round in a circle', () => {
    symlinkSync(file, file);

    expect(read(file).faults).toEqual([
      expect.stringMatching(new RegExp(`^${name} cannot be read: its symbolic links .*ELOOP`)),
    ]);
  });

  it('R16 is a fault where this process may not read it', () => {
    writeFileSync(file, '{"port": 4001}');
    chmodSync(file, 0);

    const { faults } = asNobody(() => read(file));

    expect(faults).toEqual([
      `${name} cannot be read: let this process read it, or take it away (EACCES).`,
    ]);
  });

  it('R16 is a fault where something else stands in the way', () => {
    writeFileSync(file, '');

    expect(read(path.join(file, name)).faults).toEqual([
      `${name} cannot be read: make it a file that this process may read, or take it away (ENOTDIR).`,
    ]);
  });

  it('R16 is a fault in UTF-16, as Windows’ older shells write it', () => {
    writeFileSync(file, Buffer.from('\uFEFF{"port": 4001}', 'utf16le'));

    expect(read(file).faults).toEqual([`${name} is not UTF-8: save it in that encoding.`]);
  });
});

describe('The file .env', () => {
  it('may begin with a BOM', () => {
    const file = path.join(folder, '.env');
    writeFileSync(file, '\uFEFFPORT=4001\nLOG_LEVEL=info\n');

    expect(readEnvFile(file)).toEqual({ content: { PORT: '4001', LOG_LEVEL: 'info' }, faults: [] });
  });

  it('adds to the environment what is not set there', () => {
    const file = path.join(folder, '.env');
    writeFileSync(file, 'PORT=4001\nLOG_LEVEL=info\n');
    const env: NodeJS.ProcessEnv = { PORT: '5000' };

    expect(addEnvFile(file, env)).toEqual([]);
    expect(env).toEqual({ PORT: '5000', LOG_LEVEL: 'info' });
  });
});
