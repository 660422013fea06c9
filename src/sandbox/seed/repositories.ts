/** The repositories of the sandbox. */
import { stableUuid } from './identifiers.ts';

export interface Repository {
  workspace: string;
  slug: string;
  name: string;
  uuid: string;
  description: string;
  language: string;
  isPrivate: boolean;
  sizeInBytes: number;
  createdOn: string;
  updatedOn: string;
  mainBranch: string;
  otherBranches: readonly string[];
  /** Created while the sandbox runs, with a token of this authorization. */
  createdBy?: string;
}

/** Slug, language, visibility, year and month of birth, month of the last change, description. */
type Row = readonly [string, string, 'private' | 'public', string, string, string];

const analyticalEngines: readonly Row[] = [
  [
    'difference-engine',
    'c',
    'public',
    '2014-01',
    '2026-09',
    'Tabulates polynomials, six orders deep',
  ],
  [
    'mill',
    'rust',
    'public',
    '2016-03',
    '2026-10',
    'The arithmetic unit: adds, subtracts, multiplies, divides',
  ],
  ['store', 'rust', 'private', '2016-03', '2026-10', 'A thousand numbers of forty digits'],
  ['card-reader', 'go', 'public', '2017-06', '2026-08', 'Reads operation and variable cards'],
  ['card-punch', 'go', 'private', '2017-06', '2026-02', 'Writes what the reader reads'],
  [
    'card-format',
    'typescript',
    'public',
    '2018-01',
    '2026-07',
    'The grammar of the cards, with a parser',
  ],
  [
    'note-g',
    'python',
    'public',
    '2015-12',
    '2025-12',
    'Bernoulli numbers, the first program, annotated',
  ],
  [
    'bernoulli-bench',
    'python',
    'private',
    '2019-05',
    '2026-04',
    'How fast Note G runs on which mill',
  ],
  ['curve-plotter', 'javascript', 'public', '2018-09', '2026-06', 'Draws results on paper or SVG'],
  ['bell', 'c', 'private', '2014-02', '2021-03', 'Rings when the attendant is needed'],
  [
    'attendant',
    'kotlin',
    'private',
    '2020-07',
    '2026-09',
    'The phone app of whoever answers the bell',
  ],
  ['loom-bridge', 'java', 'public', '2017-11', '2024-05', 'Weaves what the engine computes'],
  ['print-shop', 'ruby', 'private', '2016-10', '2023-01', 'Sets tables without a misprint'],
  ['log-tables', 'python', 'public', '2015-04', '2025-08', 'Seven-place logarithms, checked twice'],
  [
    'tide-tables',
    'python',
    'public',
    '2015-05',
    '2026-10',
    'High and low water for forty harbours',
  ],
  ['star-catalogue', 'julia', 'private', '2021-02', '2026-05', 'Positions of three thousand stars'],
  [
    'gear-cutter',
    'c++',
    'private',
    '2014-08',
    '2022-11',
    'Tool paths for wheels of any number of teeth',
  ],
  [
    'carry-lookahead',
    'vhdl',
    'public',
    '2018-04',
    '2020-06',
    'Anticipating carriage, proved and timed',
  ],
  ['engine-docs', 'html/css', 'public', '2014-01', '2026-10', 'The handbook of the whole machine'],
  ['engine-site', 'typescript', 'public', '2019-01', '2026-09', 'The web site around the handbook'],
  [
    'supply-orders',
    'php',
    'private',
    '2015-09',
    '2019-12',
    'Brass, steel and oil: what is ordered and owed',
  ],
  ['workshop-rota', 'elixir', 'private', '2022-03', '2026-08', 'Who stands at which lathe'],
  ['steam-governor', 'c', 'public', '2016-01', '2025-02', 'Keeps the speed when the load changes'],
  [
    'simulator',
    'typescript',
    'public',
    '2020-10',
    '2026-10',
    'The engine in a browser, wheel by wheel',
  ],
  [
    'test-cards',
    'typescript',
    'public',
    '2020-11',
    '2026-10',
    'Programs with known results for every release',
  ],
  ['letters', '', 'private', '2013-12', '2026-01', 'Correspondence, in order of date'],
];

const paperLanterns: readonly Row[] = [
  ['lantern-shop', 'php', 'private', '2017-04', '2026-09', 'Orders, stock and invoices'],
  [
    'lantern-folds',
    'javascript',
    'public',
    '2018-02',
    '2026-03',
    'Folding patterns as printable sheets',
  ],
  ['candle-timer', 'swift', 'public', '2021-10', '2025-11', 'Burns down exactly on time'],
];

const secondKey: readonly Row[] = [
  ['key-ring', 'go', 'private', '2019-11', '2026-07', 'One-time codes on the command line'],
];

function invent(workspace: string, row: Row, index: number): Repository {
  const [slug, language, visibility, born, changed, description] = row;
  return {
    workspace,
    slug,
    name: slug,
    uuid: stableUuid(`repository ${workspace}/${slug}`),
    description,
    language,
    isPrivate: visibility === 'private',
    sizeInBytes: 48_213 + ((index * 7_919_317) % 30_000_000),
    createdOn: `${born}-${dayOf(index)}T08:${dayOf(index * 3)}:05.000000+00:00`,
    updatedOn: `${changed}-${dayOf(index * 5)}T16:${dayOf(index * 2)}:41.000000+00:00`,
    mainBranch: index % 4 === 3 ? 'master' : 'main',
    otherBranches: ['develop', `feature/${slug}-tests`, 'release/2.0'].slice(0, 1 + (index % 3)),
  };
}

function dayOf(number: number): string {
  return String(1 + (number % 28)).padStart(2, '0');
}

export const repositories: readonly Repository[] = [
  ...analyticalEngines.map((row, index) => invent('analytical-engines', row, index)),
  ...paperLanterns.map((row, index) => invent('paper-lanterns', row, index)),
  ...secondKey.map((row, index) => invent('second-key', row, index)),
];
