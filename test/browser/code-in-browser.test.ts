/** The code of a step, as a reader has it before them: its lines in view, copied, saved, and all of it without a script. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { messageOf, statusOf } from './person.ts';
import { openRoom } from './support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const PROGRAM = 'snippets/python/authorization-code.py';
const AT_D = '/authorization-code?step=D&view=code&language=python#stage';

/** The first marked line is within its block, as far as that can be seen. */
async function isInView(page: Page): Promise<boolean> {
  const [block, lines] = await Promise.all(
    ['.program', '.marked'].map((one) => page.locator(one).first().boundingBox()),
  );
  if (!block || !lines) return false;
  return lines.y >= block.y - 1 && lines.y < block.y + block.height;
}

describe('The code of a step', () => {
  const room = openRoom();

  it.each([
    ['with a script', true],
    ['without', false],
  ])('begins at its lines, %s', async (_how, javaScriptEnabled) => {
    const page = await room.newPage({ ...DESK, javaScriptEnabled });

    await page.goto(AT_D);

    expect(await page.getByRole('group', { name: 'Lines of D' }).count()).toBe(1);
    expect(await isInView(page)).toBe(true);
  });

  it('is copied and saved byte for byte', async () => {
    const page = await room.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(AT_D);
    const program = readFileSync(PROGRAM, 'utf8');

    await messageOf(page).getByRole('button', { name: 'Copy authorization-code.py' }).click();
    await messageOf(page).getByRole('button', { name: 'Copied' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      messageOf(page).getByRole('link', { name: 'Download' }).click(),
    ]);

    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(program);
    expect(download.suggestedFilename()).toBe('authorization-code.py');
    expect(readFileSync(await download.path(), 'utf8')).toBe(program);
  });

  it('keeps the step when another language is chosen, and the language on the way to another step, without a script', async () => {
    const page = await room.newPage({ javaScriptEnabled: false });
    await page.goto(AT_D);

    await page
      .getByRole('navigation', { name: 'Language' })
      .getByRole('link', { name: 'Go' })
      .click();

    expect(page.url()).toContain('step=D&view=code&language=go');
    expect(await page.locator('#program').innerText()).toContain('package main');

    await page.goto(page.url().replace('step=D', 'step=A'));
    await messageOf(page).getByText('Run it on your machine').click();
    await messageOf(page).getByRole('link', { name: 'bitbucket.org', exact: true }).click();

    expect(page.url()).toContain('step=A&view=code&language=go&target=bitbucket');
    expect(await page.locator('#prepare').innerText()).toContain(
      `BITBUCKET_URL='https://bitbucket.org'`,
    );
  });

  it('keeps the commands open when another language is chosen, and closed once they are closed', async () => {
    const page = await room.newPage(DESK);
    const commands = page.locator('#run-it');
    const choose = async (language: string) => {
      const languages = page.getByRole('navigation', { name: 'Language' });
      await languages.getByRole('link', { name: language, exact: true }).click();
      await page.waitForURL(`**language=${language.toLowerCase()}*`);
    };
    await page.goto(AT_D);

    await commands.getByText('Run it on your machine').click();
    await choose('Go');
    expect(await commands.getAttribute('open')).not.toBeNull();
    expect(await page.locator('#run').innerText()).toContain('go run');

    await commands.getByText('Run it on your machine').click();
    await choose('Ruby');
    expect(await commands.getAttribute('open')).toBeNull();
  });

  it('is read while a request waits, which is sent from there', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/client-credentials/authorize?pace=step');
    await messageOf(page).getByRole('link', { name: 'Code' }).click();

    await page.getByRole('button', { name: 'Send A' }).click();

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(page.url()).not.toContain('view=code');
  });
});
