/** The rooms of the source in rows: what stands higher may import what stands lower. test/architecture.test.ts holds it. */

export interface Box {
  /** Folders of `src`, and files at its top, as they are called there; what shares a box is told apart by commas. */
  readonly rooms: readonly string[];
  readonly words?: string;
  /** Of its row. */
  readonly width: number;
}

export type Row = readonly Box[];

export const WIDTH = 756; // of a row
export const GAP = 12;

const third = (WIDTH - 2 * GAP) / 3;
const quarter = (WIDTH - 3 * GAP) / 4;

/** Files that put the rooms together are one room: they may import each other. */
export const COMPOSITION_ROOT: Box = {
  rooms: [
    'app',
    'demo',
    'embedded-sandbox',
    'rehearsal-sandbox',
    'open-snippets',
    'back-channel',
    'describe-start',
    'describe-start-fault',
  ],
  words: 'the composition root',
  width: WIDTH,
};

export const ROWS: readonly Row[] = [
  [
    { rooms: ['server'], words: 'npm start', width: third },
    { rooms: ['doctor'], words: 'looks at a set-up', width: third },
    { rooms: ['verify-live'], words: 'tries live Bitbucket', width: third },
  ],
  [COMPOSITION_ROOT],
  [{ rooms: ['web'], words: 'the frame of the pages', width: WIDTH }],
  [
    { rooms: ['stage'], words: 'the page of a grant', width: 590 },
    { rooms: ['sandbox-guide'], words: 'sandbox, for people', width: 154 },
  ],
  [{ rooms: ['pages'], words: 'what templates get', width: WIDTH }],
  [{ rooms: ['export'], words: 'a run to take along', width: WIDTH }],
  [{ rooms: ['grants'], words: 'THE LESSON: one file a grant', width: WIDTH }],
  [
    {
      rooms: ['mistakes', 'rotation', 'explorer'],
      words: 'on purpose; five at once; calls to choose',
      width: 590,
    },
    { rooms: ['diagnosis'], words: 'which failure it is', width: 154 },
  ],
  [{ rooms: ['runs'], words: 'a run: whose, kept, found, ended', width: WIDTH }],
  [
    { rooms: ['config'], words: 'settings', width: 150 },
    { rooms: ['snippets'], words: 'programs', width: 150 },
    { rooms: ['bitbucket'], words: 'THE OTHER SIDE', width: 266 },
    { rooms: ['metrics'], words: 'how much', width: 154 },
  ],
  [
    { rooms: ['oauth'], words: 'THE PROTOCOL', width: 150 },
    { rooms: ['failures'], words: 'cause, fix, texts', width: 150 },
    { rooms: ['wire'], words: 'what went over it', width: 266 },
    { rooms: ['scopes', 'connect'], words: 'which scopes, grant', width: 154 },
  ],
  [
    { rooms: ['storage'], words: 'what is remembered', width: 378 },
    { rooms: ['statements'], words: 'what is said of live Bitbucket', width: 366 },
  ],
  [
    { rooms: ['errors'], width: quarter },
    { rooms: ['http'], width: quarter },
    { rooms: ['secrets'], width: quarter },
    { rooms: ['process'], width: quarter },
  ],
];
