/** Choices of a rehearsal: by default what breaks, changed where a test says so. */
import { createTokenClient } from '../../../src/bitbucket/token-client.ts';
import { openRehearsalSandbox } from '../../../src/rehearsal-sandbox.ts';
import { readChoice } from '../../../src/rotation/choice.ts';
import type { Choice } from '../../../src/rotation/choice.ts';
import { createRehearse } from '../../../src/rotation/rehearse.ts';
import { createSend } from '../../../src/wire/send.ts';

export const choose = (changes: Partial<Choice> = {}): Choice => ({
  ...readChoice(new Map()),
  ...changes,
});

const send = createSend(2_000);

/** As the demo has it. */
export const rehearse = createRehearse({
  openSandbox: openRehearsalSandbox,
  tokens: createTokenClient(send),
  send,
});
