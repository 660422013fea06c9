/** `/scopes`, with script and without: the same answers, at once or after a click. */
import { describe, expect, it } from '@jest/globals';
import { statusOf } from './person.ts';
import { openRoom } from './support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const REFUSAL = '{"error": {"detail": {"required": ["webhook"], "granted": ["account"]}}}';

describe('/scopes in a browser', () => {
  const room = openRoom();

  it('answers what is ticked at once, without a new page, in an address that others can open', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/scopes');
    const loads = room.requests.filter((one) => one.isNavigationRequest()).length;
    await page.getByLabel('Who am I').check();
    await page.getByText('1 scope opens the call.').waitFor();
    await page.getByLabel('Read pull requests').check();
    await page.getByText('2 scopes open all 2 calls.').waitFor();

    await page.waitForURL('**/scopes?call=user&call=pull-requests');
    expect(room.requests.filter((one) => one.isNavigationRequest())).toHaveLength(loads);
    await page.getByLabel('email my e-mail addresses').check();
    await page.getByText(/This token opens \d+ of/).waitFor();
    expect(await page.getByText('2 scopes open all 2 calls.').count()).toBe(1);
  });

  it('leads without script, by links and forms alone, to the first request on the stage', async () => {
    const page = await room.newPage({ ...DESK, javaScriptEnabled: false });
    await page.goto('/scopes');
    await page.getByLabel('The 403').fill(REFUSAL);
    await page.getByRole('button', { name: 'What is missing?' }).click();
    await page.getByText('Missing: webhook.').waitFor();
    await page.getByLabel('Who am I').check();
    await page.getByRole('button', { name: 'Find the least set' }).click();
    await page.getByText('1 scope opens the call.').waitFor();
    await page.getByRole('link', { name: 'Ask for these on the stage' }).click();
    await statusOf(page).getByText('Paused before A.').waitFor();

    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1);
  });
});
