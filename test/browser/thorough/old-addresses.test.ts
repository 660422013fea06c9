/** The address with the code, opened late or by somebody else: it starts nothing, and takes nothing away. */
import { describe, expect, it } from '@jest/globals';
import { messageOf, runGrant } from '../person.ts';
import { decideUnheard, expectResult, goToConsent, tokenRequests } from '../second-time.ts';
import { openRoom } from '../support.ts';

const room = openRoom();

/** The address that the authorization server sent the browser to, with code and state. */
function lastCallbackUrl(): string {
  const url = room.requests
    .map((request) => request.url())
    .findLast((one) => /oauth-callback\?/.test(one));
  expect(url).toContain('code=');
  return url ?? '';
}

describe('The callback address of a run', () => {
  it('R24 S04 meets an old callback address with a gentle notice, the result intact', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests(room).length;

    await page.goto(lastCallbackUrl());

    await messageOf(page).getByText('was used before').waitFor();
    expect(page.url()).not.toContain('code=');
    await expectResult(page);
    expect(tokenRequests(room)).toHaveLength(before);
  });

  it('S03 refuses the callback address in another browser, where the first may still use it', async () => {
    const [mine, theirs] = [await room.newPage(), await room.newPage()];
    const before = tokenRequests(room).length;
    await goToConsent(mine, 'authorization-code', 'current');
    const address = await decideUnheard(mine);

    await theirs.goto(address);

    await theirs.getByRole('heading', { name: 'This browser has no run under way' }).waitFor();
    expect(tokenRequests(room)).toHaveLength(before);
    await mine.goto(address);
    await expectResult(mine);
  });
});
