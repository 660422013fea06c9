/** `npm run verify-live`: says what it will send, asks, tries, prints what it saw, and writes a report. */
import { bitbucketServer } from '../bitbucket/servers.ts';
import type { Config } from '../config/config.ts';
import { receiveRedirects } from './receive-redirect.ts';
import { countVerdicts, describeResult, renderReport } from './report.ts';
import { plan, verify } from './verify.ts';

export interface Terminal {
  say(text: string): void;
  /** Asks, and says whether the answer was yes. */
  confirm(question: string): Promise<boolean>;
  writeReport(text: string): Promise<string>;
}

export interface CommandOptions {
  readonly config: Config;
  readonly terminal: Terminal;
  /** Without it, what needs a person is not tried. */
  readonly usesBrowser: boolean;
  /** `2026-11-25`. */
  readonly day: string;
}

/** @returns The exit code: 0, or 2 where nothing was sent. */
export async function verifyLive(options: CommandOptions): Promise<number> {
  const { config, terminal, usesBrowser, day } = options;
  const [server] = bitbucketServer(config);
  if (!server) {
    terminal.say(
      'It needs a consumer of your own: put its key and secret into .env or config.json, as the README says.',
    );
    return 2;
  }
  terminal.say(announce(server.name));
  if (!(await terminal.confirm(`Send this to ${server.name}, as your consumer?`))) {
    terminal.say('Nothing was sent.');
    return 2;
  }
  const sendPerson = usesBrowser
    ? receiveRedirects(config.callbackUrl, {
        tell: (request) =>
          terminal.say(`\nOpen this in your browser, and grant access:\n  ${request.href}\n`),
      })
    : undefined;
  const results = await verify(
    {
      server,
      redirectUri: config.callbackUrl,
      scopes: config.scopes,
      ...(sendPerson && { sendPerson }),
    },
    (result) => terminal.say(describeResult(result)),
  );
  const file = await terminal.writeReport(renderReport(results, { host: server.name, day }));
  terminal.say(
    `\n${countVerdicts(results)}.\nThe report is in ${file}. Look at it, and send it to the project if something is otherwise.`,
  );
  return 0;
}

function announce(host: string): string {
  return [
    `This tries ${plan.length} statements on ${host} with your own consumer. It creates, changes and deletes nothing;`,
    'tokens are issued to your consumer, which nobody keeps. It sends, one after the other:',
    ...plan.flatMap(({ attempt: { sends } }) => (sends === undefined ? [] : [`  - ${sends}`])),
    'The last three need you: you are asked to grant access in your browser, once or twice.',
  ].join('\n');
}
