/** S43, S45: whoever has got into the container, by whatever way, and what the image itself gives away. */
import { APP, type Engine } from '../../container/engine.ts';
import { HOSTED } from '../../support/hosted.ts';
import { type Attack, hold } from '../attack.ts';
import type { Deployment, Shared } from './deployment.ts';

/** Runs in the container as the app does. It prints one line of JSON. */
async function inside<T>(app: Deployment, engine: Engine, source: string): Promise<T> {
  const said = await engine.podman('exec', app.container.name, 'node', '-e', source);
  return JSON.parse(said) as T;
}

const WRITE = `
  const fs = require('fs');
  const folders = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder || '/', { withFileTypes: true })) {
      const path = folder + '/' + entry.name;
      if (entry.isDirectory() && !/^.(proc|sys)$/.test(path)) { folders.push(path); try { walk(path); } catch {} }
    }
  };
  folders.push('/');
  walk('');
  const can = (act) => { try { act(); return true; } catch { return false; } };
  const open = folders.filter((folder) => can(() => fs.writeFileSync(folder + '/planted.js', '')));
  const own = ['/app/dist/server.js', '/usr/local/bin/node', '/app/config.json', '/proc/sys/kernel/core_pattern'];
  const changed = own.filter((file) => can(() => fs.appendFileSync(file, ' ')) || can(() => fs.rmSync(file)));
  console.log(JSON.stringify({ tried: folders.length, open, changed }));`;

async function write(app: Deployment, engine: Engine): Promise<string> {
  interface Written {
    readonly tried: number;
    readonly open: readonly string[];
    readonly changed: readonly string[];
  }
  const { tried, open, changed } = await inside<Written>(app, engine, WRITE);
  hold(changed.length === 0, `these can be changed: ${changed.join()}`);
  const kept = open.filter((folder) => !/^\/(dev\/(shm|mqueue)|run|tmp|var\/tmp)$/.test(folder));
  hold(kept.length === 0, `can be written to: ${kept.join()}`);
  hold(tried > 10, `only ${tried} folders were tried`);
  return `${tried} folders, none of the image; in memory: ${open.join(', ') || 'none'}`;
}

const SELF = `
  const status = require('fs').readFileSync('/proc/1/status', 'utf8');
  const get = (name) => new RegExp('^' + name + ':\\\\s*(.*)$', 'm').exec(status)?.[1].split('\\t')[0];
  console.log(JSON.stringify(Object.fromEntries(
    ['Uid', 'Gid', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp'].map((name) => [name, get(name)]))));`;

async function rights(app: Deployment, engine: Engine): Promise<string> {
  const self = await inside<Record<string, string>>(app, engine, SELF);
  const words = JSON.stringify(self);
  const none = ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].every((name) =>
    /^0+$/.test(self[name] ?? ''),
  );
  hold(self['Uid'] === '10001' && self['Gid'] === '10001', `it is ${words}`);
  hold(none && self['NoNewPrivs'] === '1', `it may: ${words}`);
  return words;
}

const TOOLS =
  'sh bash dash ash busybox env npm npx corepack yarn curl wget nc openssl perl python3 apt-get su sudo mount';

const RUN = `
  const { spawnSync } = require('child_process');
  const found = '${TOOLS}'.split(' ').flatMap((tool) => ['', '/bin/', '/usr/bin/', '/usr/local/bin/'].map((folder) => folder + tool))
    .filter((tool) => spawnSync(tool, ['--version']).error?.code !== 'ENOENT');
  console.log(JSON.stringify([found, spawnSync('node', ['--version']).status]));`;

async function tools(app: Deployment, engine: Engine): Promise<string> {
  const [found, node] = await inside<[string[], number]>(app, engine, RUN);
  hold(node === 0, 'not even Node is found: nothing was tried');
  hold(found.length === 0, `there is ${found.join()}`);
  return `none of ${TOOLS.split(' ').length}: ${TOOLS}`;
}

interface Inspected {
  readonly Config: { readonly Env: readonly string[] };
  readonly Labels: Readonly<Record<string, string>>;
  readonly History: readonly { readonly created_by?: string; readonly comment?: string }[];
}

const ENVIRONMENT = ['HOST', 'PATH', 'PORT', 'SANDBOX_HOST', 'SANDBOX_PORT', 'SANDBOX_PUBLIC_URL'];
const SECRET = /secret|token|password|key|credential/i;

async function image(engine: Engine): Promise<string> {
  const [found] = JSON.parse(await engine.podman('image', 'inspect', APP)) as [Inspected];
  const { Config, Labels, History } = found;
  const names = Config.Env.map((pair) => pair.split('=')[0] ?? '').toSorted();
  hold(names.join() === ENVIRONMENT.join(), `its environment has ${names.join()}`);
  const told = [
    JSON.stringify(Labels),
    ...History.map(({ created_by = '', comment = '' }) => created_by + comment),
  ];
  const suspect = told.filter((line) => SECRET.test(line));
  hold(suspect.length === 0, `labels or history say ${suspect.join()}`);
  const files = [...(await engine.files()).keys()];
  const personal = files.filter((file) =>
    /(^|\/)(\.env|\.npmrc|\.git|\.ssh|.*\.(pem|key)|.*_history)(\/|$)/.test(file),
  );
  hold(personal.length === 0, `it holds ${personal.join()}`);
  return `${names.length} variables, ${Object.keys(Labels).length} labels, ${History.length} steps, ${files.length} files: none`;
}

/** Those of whoever runs it stand in the environment of the process, and nowhere else. */
const SEARCH = `
  const fs = require('fs');
  const secret = process.env.SESSION_SECRET;
  const found = []; let files = 0; let setuid = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder || '/', { withFileTypes: true })) {
      const path = folder + '/' + entry.name;
      if (/^.(proc|sys|dev)$/.test(path)) continue;
      try {
        if (entry.isDirectory()) walk(path);
        else if (entry.isFile()) {
          files += 1;
          if (fs.statSync(path).mode & 0o6000) setuid.push(path);
          if (path !== '/usr/local/bin/node' && fs.readFileSync(path).includes(secret)) found.push(path);
        }
      } catch {}
    }
  };
  walk('');
  const line = fs.readFileSync('/proc/1/cmdline', 'latin1');
  console.log(JSON.stringify({ length: secret.length, files, found, setuid, isInLine: line.includes(secret) }));`;

async function secrets(app: Deployment, engine: Engine): Promise<string> {
  interface Found {
    length: number;
    files: number;
    found: string[];
    setuid: string[];
    isInLine: boolean;
  }
  const { length, files, found, setuid, isInLine } = await inside<Found>(app, engine, SEARCH);
  hold(
    length === HOSTED.SESSION_SECRET.length && files > 100,
    'there is no secret: nothing was tried',
  );
  hold(found.length === 0 && !isInLine, `the secret stands in ${found.join()} or the command line`);
  hold(setuid.length === 0, `these run as somebody else: ${setuid.join()}`);
  return `${files} files without the secret of the session, none with setuid`;
}

export function insideImage(shared: Shared, engine: Engine): readonly Attack[] {
  const on = (act: (app: Deployment, engine: Engine) => Promise<string>) => async () =>
    act(await shared(), engine);
  return [
    { id: 'I1', tried: 'writing into the container', run: on(write) },
    { id: 'I2', tried: 'what the process may', run: on(rights) },
    { id: 'I3', tried: 'shells and tools', run: on(tools) },
    {
      id: 'I4',
      tried: 'secrets in environment, labels, history and files of the image',
      run: () => image(engine),
    },
    { id: 'I5', tried: 'secrets of who runs it, in files', run: on(secrets) },
  ];
}
