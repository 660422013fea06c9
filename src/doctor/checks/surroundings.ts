/** What the settings do not say: the version of Node.js, and proxies in the environment. */
import { fault, fine, note } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** As in `engines` of package.json, and in require-node.js: a test compares them. */
const OLDEST = [20, 19] as const;

/** @param version `20.19.0` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (isOldEnough) return fine('Node.js', `${version} will do.`);
  return fault(
    'Node.js',
    `This needs Node.js ${OLDEST.join('.')} or newer; ${version} is what runs it.`,
    {
      whatToDo: 'See nodejs.org.',
    },
  );
}

const PROXIES = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
];

/** Their values may hold a name and a password: only the names are told. */
export function checkProxies(env: NodeJS.ProcessEnv): Finding {
  const set = PROXIES.filter((name) => (env[name] ?? '') !== '');
  if (set.length === 0) return fine('Proxies', 'None is in the environment.');
  return note(
    'Proxies',
    `${set.join(' and ')} ${set.length === 1 ? 'is' : 'are'} in the environment, and this app does not use them: no proxy is given the credentials.`,
    {
      whatToDo:
        'Where the network lets nothing out but through the proxy, let this machine reach bitbucket.org and api.bitbucket.org directly.',
    },
  );
}
