/** What runs here, and the description of this API itself. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listEndpoints } from '../../http/front-door.ts';
import { packageRoot } from '../../http/package-root.ts';
import type { ControlRoute } from '../route.ts';

const DESCRIPTION = path.join(packageRoot, 'docs', 'sandbox-openapi.json');

export const aboutRoutes: readonly ControlRoute[] = [
  {
    method: 'get',
    path: '/',
    answer: ({ context }) => ({
      ...listEndpoints(context),
      description: `${context.baseUrl}/_sandbox/openapi.json`,
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
