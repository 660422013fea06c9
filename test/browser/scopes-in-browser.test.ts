/** `/scopes`, with script and without: the same answers, at once or after a click. */
import { describe, expect, it } from '@jest/globals';
import { findFlaws } from './inspection.ts';
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

  it('answers what is pasted once it is sent, where it stands, and the address does not say it', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/scopes');
    const posts = () => room.requests.filter((one) => one.method() === 'POST').length;
    const before = posts();
    await page.getByLabel('The 403').fill(REFUSAL);
    await page.getByText('Or paste paths').click();
    await page.getByLabel('Paths, curl lines').fill('git push');
    await page.waitForTimeout(500); // twice as long as ticks wait
    expect(posts()).toBe(before);
    await page.getByRole('button', { name: 'What is missing?' }).click();
    await page.getByText('Missing: webhook.').waitFor();
    await page.getByRole('button', { name: 'Find their scopes' }).click();
    await page.getByText('1 scope opens the call.').waitFor();
    expect(await page.getByText('Missing: webhook.').count()).toBe(1);

    expect(await page.getByLabel('Push git push').isChecked()).toBe(true);
    expect(new URL(page.url()).search).toBe('');
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

  it.each([
    ['nothing asked', '/scopes'],
    ['calls and scopes ticked', '/scopes?call=user&call=pull-requests&call=hooks&scope=project'],
  ])('S27 is without flaws in light and dark, on a desk and on a phone: %s', async (_, path) => {
    const page = await room.newPage(DESK);
    await page.goto(path);

    expect(await findFlaws(page)).toEqual([]);
  });

  it('S27 is without flaws where a 403 was read', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/scopes');
    await page.getByLabel('The 403').fill(REFUSAL);
    await page.evaluate(`document.getElementById('paste-refusal').form.submit()`); // as without script
    await page.waitForURL('**/scopes#refusal');
    await page.getByText('Missing: webhook.').waitFor();

    expect(await findFlaws(page)).toEqual([]);
  });
});

describe('/scopes in a browser, where something is in the way', () => {
  const room = openRoom({}, [], /ERR_FAILED|status of 429/);

  it.each([
    ['refused', 429],
    ['lost on the way', undefined],
  ])('says so where an answer is %s, as it would without script', async (_, status) => {
    const page = await room.newPage(DESK);
    await page.goto('/scopes');
    await page.route('**/scopes', (route) => {
      if (route.request().method() !== 'POST' || route.request().isNavigationRequest())
        return route.continue();
      return status === undefined ? route.abort() : route.fulfill({ status, body: 'no page' });
    });
    await page.getByLabel('The 403').fill(REFUSAL);
    await page.getByRole('button', { name: 'What is missing?' }).click();
    await page.waitForURL('**/scopes#refusal');
    await page.getByText('Missing: webhook.').waitFor();

    expect(await page.getByLabel('The 403').inputValue()).toBe(''); // a new page
  });
});
