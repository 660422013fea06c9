/** `/scopes`, where something is pasted, and where something is in the way. */
import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const REFUSAL = '{"error": {"detail": {"required": ["webhook"], "granted": ["account"]}}}';

describe('/scopes in a browser, pasted', () => {
  const room = openRoom();

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
