/** M1: a session that the attacker planted in A's browser (S17). */
import { Browser } from '../../support/browser.ts';
import { decideAtSandbox } from '../../support/resource-owner.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { type StartHosted, withHosted } from '../hosted.ts';
import { hasToken } from '../visitor.ts';

const START = '/authorization-code/authorize?server=sandbox-current';

function plant(from: Browser, to: Browser): void {
  for (const [name, cookie] of from.cookies) to.cookies.set(name, cookie);
}

async function fixate(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const attacker = app.newVisitor('203.0.113.99');
    const { location = '' } = await attacker.get(START);
    const state = new URL(location).searchParams.get('state') ?? '';
    const planted = app.newVisitor('203.0.113.99');
    plant(attacker, planted);

    const victim = app.newVisitor('198.51.100.30');
    plant(attacker, victim);
    await victim.follow(await decideAtSandbox(victim, location));
    hold(await hasToken(victim, 'authorization-code'), 'the victim has no run: nothing was tried');

    const callbacks = [`?code=anything&state=${state}`, `?error=access_denied&state=${state}`];
    for (const query of callbacks) {
      const thief = app.newVisitor('203.0.113.99');
      plant(planted, thief);
      await thief.follow(await thief.get(`/authorization-code/oauth-callback${query}`));
      const isIn = await hasToken(thief, 'authorization-code');
      hold(!isIn, `with the planted session and ${query.slice(0, 14)}, the thief has A's token`);
    }
    hold(!(await hasToken(planted, 'authorization-code')), 'the planted session is A’s now');
    return 'the id that was planted opens nothing, with its state or without';
  });
}

export const plantedSession: readonly Attack[] = [
  { id: 'M1', tried: 'planting a session before A signs in', run: fixate },
];
