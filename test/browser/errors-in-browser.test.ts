import { describe, expect, it } from '@jest/globals';
import { openRoom } from './support.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

describe('S27 The errors in a browser', () => {
  const room = openRoom();

  it('are found from the header, by Enter, without script', async () => {
    const page = await room.newPage({
      viewport: { width: 1440, height: 900 },
      javaScriptEnabled: false,
    });
    await page.goto('/implicit');
    await page.getByRole('textbox', { name: 'Paste an error' }).fill('Invalid pagelen');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'One match' }).waitFor();
    expect(page.url()).toBe(`${room.demo.url}/errors`);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('are found from the landing page on a phone, without script, and lead on to the stage', async () => {
    const page = await room.newPage({ ...PHONE, javaScriptEnabled: false });
    await page.goto('/');
    await page
      .getByRole('textbox', { name: 'The error, as it came' })
      .fill('Cannot use client_credentials with a consumer marked as "public"');
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByRole('link', { name: 'Run into it' }).click();

    await page.getByText('Wrong on purpose: A public consumer.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/client-credentials');
  });

  it('are a list of six screens at the most on a phone, of which each can be hit', async () => {
    const page = await room.newPage(PHONE);
    await page.goto('/errors');
    const screens = await page.evaluate<number>(
      'document.documentElement.scrollHeight / innerHeight',
    );
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.failures__list a')].map((one) => one.offsetHeight)`,
    );

    expect(screens).toBeLessThan(6.2); // fonts differ
    expect(heights.filter((height) => height < 24)).toEqual([]); // WCAG 2.2 §2.5.8
  });
});
