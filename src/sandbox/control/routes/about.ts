/** What runs here, and the description of this API itself. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ACCESS_TOKEN_PATH } from '../../authorization-server/access-token.ts';
import { AUTHORIZE_PATH } from '../../authorization-server/authorize.ts';
import { packageRoot } from '../../http/package-root.ts';
import type { ControlRoute } from '../route.ts';

const DESCRIPTION = path.join(packageRoot, 'docs', 'sandbox-openapi.json');

export const aboutRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/',
    answer: ({ context: { era, baseUrl } }) => ({
      era: era.name,
      baseUrl,
      authorizationEndpoint: baseUrl + AUTHORIZE_PATH,
      tokenEndpoint: baseUrl + ACCESS_TOKEN_PATH,
      apiBaseUrl: `${baseUrl}/2.0`,
      description: `${baseUrl}/_sandbox/openapi.json`,
    }),
  },
  {
    method: 'get',
    path: '/openapi.json',
    answer: async () => JSON.parse(await readFile(DESCRIPTION, 'utf8')) as unknown,
  },
  {
    method: 'post',
    path: '/reset',
    status: 204,
    answer: ({ controls }) => controls.reset(),
  },
];
