/** The documents that follow from code: one generator each. What people wrote around a table stays. */
import { format, getFileInfo, resolveConfig } from 'prettier';
import { describeSettings } from '../../src/config/describe-settings.ts';
import { assumptions } from '../../src/sandbox/assumptions.ts';
import { showOptionsTable } from '../../src/sandbox/options/show-options.ts';
import { mistakes } from '../../src/mistakes/index.ts';
import { languages } from '../../src/snippets/languages.ts';
import { subjects } from '../../src/statements/index.ts';
import { renderAccount } from '../../src/statements/render-account.ts';
import { drawHouse } from './draw-house.ts';
import { renderErrors } from './errors.ts';
import { showMistakesTable } from './mistakes-table.ts';
import { writeOptionComments } from './option-comments.ts';
import { renderTable, replaceTable } from './table.ts';

export interface GeneratedDocument {
  readonly file: string;
  /** @param current What stands in the file now. */
  readonly generate: (current: string) => string;
}

export const DOCUMENTS: readonly GeneratedDocument[] = [
  {
    file: 'docs/architecture.svg',
    generate: () => drawHouse(),
  },
  {
    file: 'docs/assumptions.md',
    generate: (current) =>
      replaceTable(
        current,
        'assumptions',
        renderTable(
          ['Of Bitbucket', 'The sandbox', 'Option', 'On record'],
          assumptions.map(({ about, choice, option, statement }) => [
            about,
            choice,
            option === undefined ? '' : `\`${option}\``,
            statement === undefined ? '' : `[${statement}](bitbucket.md#${statement})`,
          ]),
        ),
      ),
  },
  {
    file: 'docs/bitbucket.md',
    generate: () => renderAccount(subjects),
  },
  {
    file: 'docs/configuration.md',
    generate: (current) =>
      replaceTable(
        current,
        'settings',
        renderTable(
          ['`config.json`', 'Environment', 'Default', 'Meaning'],
          describeSettings().map(({ name, variable, otherwise, words }) => [
            `\`${name}\``,
            `\`${variable}\``,
            otherwise,
            words,
          ]),
        ),
      ),
  },
  {
    file: 'docs/errors.md',
    generate: () => renderErrors(),
  },
  {
    file: 'docs/mistakes.md',
    generate: (current) => replaceTable(current, 'mistakes', showMistakesTable(mistakes)),
  },
  {
    file: 'docs/sandbox.md',
    generate: (current) => replaceTable(current, 'options', showOptionsTable()),
  },
  {
    file: 'src/sandbox/options/create-sandbox-options.ts',
    generate: writeOptionComments,
  },
  {
    file: 'snippets/README.md',
    generate: (current) =>
      replaceTable(
        current,
        'languages',
        renderTable(
          ['Folder', 'Needs', 'Once, in your folder', 'Run with'],
          languages.map(({ slug, needs, install, runWith, extension }) => [
            `[${slug}](${slug})`,
            needs,
            install === undefined ? '' : `\`${install}\``,
            `\`${runWith} refresh.${extension}\``,
          ]),
        ),
      ),
  },
];

/** As it is to stand in the file, laid out like every other. */
export async function renderDocument(
  { file, generate }: GeneratedDocument,
  current: string,
): Promise<string> {
  const text = generate(current);
  if ((await getFileInfo(file)).inferredParser === null) return text; // a picture
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}
