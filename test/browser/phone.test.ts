/** On the narrowest phone nothing sticks out, however wide its font is. */
import { expect, it } from '@jest/globals';
import { runGrant } from './person.ts';
import { openRoom } from './support.ts';

const NARROWEST = { viewport: { width: 320, height: 640 } };

const room = openRoom();

/** Web Content Accessibility Guidelines 2.2, 1.4.12: as far as a reader may space a text out. */
const SPACED_OUT = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
  document.adoptedStyleSheets = [sheet];
}`;

it('fits 320 px with its text spaced out, once there is something to forget', async () => {
  const page = await room.newPage(NARROWEST);
  await runGrant(page, 'client-credentials');

  for (const path of ['/', '/errors', '/scopes', '/rotation', '/sandbox', '/client-credentials']) {
    await page.goto(path);
    await page.getByRole('button', { name: 'Forget all' }).waitFor();
    await page.evaluate(SPACED_OUT);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect({ path, width }).toEqual({ path, width: NARROWEST.viewport.width });
  }
});
