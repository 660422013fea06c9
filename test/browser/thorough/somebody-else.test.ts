/** A page of somebody else, on another site or another port, that leads to ours or has it fetched: it starts nothing. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { openScriptedServer } from '../../support/scripted-server.ts';
import { messageOf, pressRun, statusOf } from '../person.ts';
import { openRoom } from '../support.ts';

const stranger = await openScriptedServer();
afterAll(() => stranger.close());

describe('A page of somebody else', () => {
  const port = new URL(stranger.url).port;
  const [otherSite, otherPort] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  // It may not show our pages as a picture or in a frame, and the console says so.
  const room = openRoom(
    {},
    [otherSite, otherPort],
    /BLOCKED_BY_RESPONSE|X-Frame-Options|frame-anc/,
  );

  it.each([
    ['another site', otherSite],
    ['another port of this machine', otherPort],
  ])('S13 on %s starts no run by being looked at, nor by a link', async (_where, origin) => {
    const start = `${room.url}/client-credentials/authorize`;
    stranger.on('/', {
      headers: { 'Content-Type': 'text/html' },
      body: `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">
        <link rel="prefetch" href="${start}?as=prefetch">
        <img alt="" src="${start}?as=image"><iframe src="${start}?as=frame"></iframe>
        <a href="${start}">A run</a>`,
    });
    const { current: sandbox } = room.demo.sandboxes;
    const before = sandbox.requests.length;
    const page = await room.newPage();

    await page.goto(origin, { waitUntil: 'networkidle' });
    const asked = room.requests.map((request) => new URL(request.url()).search);
    expect(asked).toEqual(expect.arrayContaining(['?as=image', '?as=frame']));
    await page.getByRole('link', { name: 'A run' }).click();

    await messageOf(page).getByText('so nothing was started').waitFor();
    expect(sandbox.requests).toHaveLength(before);
    expect(await page.context().cookies()).toEqual([]);
    await pressRun(page, 'current');
    await statusOf(page).getByText('You have an access token.').waitFor();
  });
});
