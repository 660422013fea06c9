/** L6: the next person at the same browser, and what the one before had decided at the sandbox. */
import { openConsent } from '../../support/resource-owner.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { authorizationPath } from '../clients.ts';
import { type StartHosted, withHosted } from '../hosted.ts';

async function postAgain(start: StartHosted): Promise<string> {
  return withHosted(start, async (app) => {
    const browser = app.newVisitor('198.51.100.70');
    const implicit = authorizationPath('legacy', { response_type: 'token' });
    const consent = await openConsent(browser, implicit, 'ada');
    const granted = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
    hold(granted.location?.includes('access_token=') === true, 'nothing was granted');
    const page = await browser.get('/sandbox/legacy/_sandbox/applications');
    await browser.submit(page, '[action$="/sign-out"]');

    await openConsent(browser, implicit, 'bruno');
    for (const decision of ['cancel', 'grant']) {
      const form = { decision, person: 'bruno' };
      const again = await browser.submit(consent, '[name=decision]', form);
      const isGiven = again.location?.includes('access_token=') === true;
      hold(!isGiven, `"${decision}" gives the next person the token of the one before`);
    }
    return 'the old form gives no token';
  });
}

export const nextPerson: readonly Attack[] = [
  { id: 'L6', tried: 'an old consent, after another person has signed in', run: postAgain },
];
