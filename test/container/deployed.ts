/** The image behind Caddy, for the tests of one file: each visitor from an address of their own. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Deployment, type Target, openTarget } from '../attack/deployment/deployment.ts';
import type { Browser } from '../support/browser.ts';
import { isInstalled } from '../support/start-process.ts';
import { canRunContainers, note } from './tools.ts';

const MOST_MS_TO_BUILD = 400_000;
const hasCaddy = isInstalled('caddy', 'version');

interface Deployed {
  readonly app: () => Deployment;
  /** An address that nobody has used. */
  readonly from: () => string;
  readonly visit: () => Browser;
}

/** Skipped by name where this machine has no containers, or no Caddy. */
export function describeDeployed(what: string, tests: (deployed: Deployed) => void): void {
  const isSkipped = !canRunContainers || !hasCaddy;
  const why = note || (hasCaddy ? '' : ' (skipped: caddy not installed)');
  (isSkipped ? describe.skip : describe)(`${what} of the image behind Caddy${why}`, () => {
    let target: Target | undefined;
    let deployment: Deployment | undefined;
    let addresses = 0;
    beforeAll(async () => {
      target = await openTarget();
      deployment = await target.start({ LOG_LEVEL: 'debug' });
    }, MOST_MS_TO_BUILD);
    afterAll(async () => {
      await deployment?.close();
      await target?.close();
    });
    const app = () => {
      if (!deployment) throw new Error('It has not started.');
      return deployment;
    };
    const from = () => `198.51.100.${(addresses += 1)}`;
    tests({ app, from, visit: () => app().newVisitor(from()) });
  });
}
