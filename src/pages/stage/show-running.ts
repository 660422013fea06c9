/** How a program is run on one's own machine, against the sandbox or bitbucket.org: commands, and what to know. */
import { eraOf } from '../../bitbucket/servers.ts';
import { showCommands } from '../../snippets/commands.ts';
import type { Target } from '../../snippets/commands.ts';
import { findForStep } from '../../snippets/find-program.ts';
import { PROGRAMS_FOR_TOKENS } from '../../snippets/programs.ts';
import { isPage } from '../../snippets/program-sources.ts';
import type { Source } from '../../snippets/program-sources.ts';
import { readProse } from '../prose.ts';
import { addressBefore } from './address-of.ts';
import type { Standpoint } from './coding.ts';
import type { RunningView } from './program-view.ts';

/** @param hrefOf The same code, for another target. */
export function showRunning(
  source: Source,
  standpoint: Standpoint,
  hrefOf: (target: string) => string,
): RunningView {
  const { grant, coding } = standpoint;
  const { targets, origin } = coding.snippets;
  const isLive = grant.onBitbucket.status === 'works';
  const isForBitbucket = isLive && chosenTarget(standpoint) === 'bitbucket';
  const id = isForBitbucket ? 'bitbucket' : sandboxOf(standpoint);
  const target = targets.get(id);
  if (!target) throw new Error(`No program can be run on ${id}.`);
  const { slug, needs } = source.language;
  const commands = showCommands(source, target, `${origin}/programs/${slug}/${source.file}`);
  return {
    needs: isPage(source) ? 'a browser, and Python 3 or whatever else serves files' : needs,
    targets: [
      { text: 'the sandbox', href: hrefOf('sandbox'), isShown: !isForBitbucket },
      ...(isLive
        ? [{ text: 'bitbucket.org', href: hrefOf('bitbucket'), isShown: isForBitbucket }]
        : []),
    ],
    target: isForBitbucket ? 'bitbucket' : 'sandbox',
    isOpen: coding.target !== undefined,
    ...commands,
    notes: [
      ...(isForBitbucket ? noteOnBitbucket(source, target) : noteOnSandbox(source, target)),
      ...noteOnTokens(source, standpoint),
      ...noteOnLists(source, standpoint),
    ].map(readProse),
  };
}

/** As it was chosen, or where the run is. */
function chosenTarget({ coding, run }: Standpoint): string | undefined {
  return coding.target ?? run?.server.id;
}

/** In the era of the run, where it is on the sandbox; else the grant's first. */
function sandboxOf({ run, grant }: Standpoint): string {
  const isSandbox = (id: (typeof grant.runsOn)[number]) => eraOf(id) !== undefined;
  const own = run && [run.server.id].find(isSandbox);
  return own ?? grant.runsOn.find(isSandbox) ?? '';
}

function noteOnSandbox(source: Source, { startFirst, callbackUrl }: Target): string[] {
  if (isPage(source)) {
    const first =
      startFirst === undefined ? '' : ` Start a sandbox of your own first: \`${startFirst}\`.`;
    return [`There is no secret in a page.${first} When it is served, open \`${callbackUrl}/\`.`];
  }
  return startFirst === undefined
    ? [
        'The last line wants the secret: paste it there. [The page of the sandbox](/sandbox#programs) shows it.',
      ]
    : [
        `Strangers share the sandbox of this installation, so it knows no program of yours. Start one of your own, in a copy of this repository: \`${startFirst}\`. It prints the secret; paste it at the end of the last line.`,
      ];
}

function noteOnBitbucket({ text }: Source, { clientId, callbackUrl }: Target): string[] {
  const listens = text.includes('CALLBACK_URL');
  return [
    clientId === ''
      ? 'Key and secret are those of [your consumer](/#own-consumer): fill them in.'
      : 'The last line wants the secret of your consumer: paste it there.',
    ...(listens
      ? [
          `\`${callbackUrl}\` must be the consumer’s callback URL. Where this app listens there, stop it first, or register another one.`,
        ]
      : []),
  ];
}

/** Some have no tokens of their own. */
function noteOnTokens({ name, text, language }: Source, { grant, coding }: Standpoint): string[] {
  const takesTokens = ({ name: one }: { name: string }) =>
    PROGRAMS_FOR_TOKENS.some((program) => program.name === one);
  if (name === grant.slug || !text.includes('TOKEN_FILE')) return [];
  const storing = coding.snippets.programs
    .sources()
    .find((one) => one.text.includes('TOKEN_FILE') && !takesTokens(one));
  if (!storing) return [];
  const address = addressBefore(storing.name, 'A', { view: 'code', language: language.slug });
  return [
    `It takes the tokens that [${storing.name}](${address}) has stored: run that in the same folder first.`,
    ...(name === 'refresh'
      ? [
          'A token that is still good stays as it is. To see it renewed now, set `expires_at` in `bitbucket-token.json` to 0.',
        ]
      : []),
  ];
}

/** Where a grant's own program makes one call: another reads a whole list with what that has stored. */
function noteOnLists({ text, language }: Source, { grant, letter, coding }: Standpoint): string[] {
  if (letter !== 'API' || !text.includes('TOKEN_FILE')) return [];
  const other = findForStep(coding.snippets.programs, grant.slug, 'Next').find(
    (one) => one.language === language && one.text !== text,
  );
  return other
    ? [
        `A list, page by page: [${other.file}](/programs/${language.slug}/${other.file}) reads it with the tokens that this one stores. Run it after this one, in the same folder and terminal.`,
      ]
    : [];
}
