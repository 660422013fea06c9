/** The catalogue of failures in Markdown: `docs/errors.md`, the same as the pages `/errors`. */
import { failures } from '../../src/failures/index.ts';
import type { KnownFailure } from '../../src/failures/index.ts';
import { PLACES } from '../../src/pages/errors/places.ts';

export function renderErrors(): string {
  const parts = [
    '# Errors of Bitbucket’s OAuth 2.0, and what to do about them',
    '<!-- Written by `npm run docs` from src/failures, not by hand. -->',
    `${failures.length} failures: their texts, their cause, their fix, and what is on record of live Bitbucket. Search this page for the text that you have; what varies in it stands in braces. An app at \`/errors\` takes a whole log line, and shows the line of code to change. What ends in \\* is assumed: nobody has recorded it. The list is [src/failures](../src/failures/index.ts).`,
    ...PLACES.flatMap(({ title, hint, where }) => [
      `## ${title}`,
      hint,
      failures
        .filter((failure) => where.includes(failure.where))
        .map(renderFailure)
        .join('\n\n'),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderFailure({ slug, title, texts, cause, fix, statements }: KnownFailure): string {
  const words = texts.map(
    ({ text, by, isAssumed }) =>
      `${quote(text)}${isAssumed ? '\\*' : ''}${by === undefined ? '' : ` (${by})`}`,
  );
  return [
    `### <a id="${slug}"></a>${escapeMarks(title)}`,
    ...(words.length > 0 ? [words.map((one) => `- ${one}`).join('\n')] : []),
    cause,
    fix.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    `On record: ${statements.map((id) => `[${id}](bitbucket.md#${id})`).join(', ')}.`,
  ].join('\n\n');
}

/** Between as many backticks as it needs. */
function quote(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Names such as `redirect_uri` are no emphasis. */
function escapeMarks(title: string): string {
  return title.replaceAll(/[_*<>[\]]/g, '\\$&');
}
