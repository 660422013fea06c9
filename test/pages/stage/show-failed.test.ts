import { describe, expect, it } from '@jest/globals';
import type { MessagePart } from '../../../src/pages/stage/message-view.ts';
import { arrangeFailed, foldAsides } from '../../../src/pages/stage/show-failed.ts';

const REQUEST: MessagePart = {
  kind: 'request',
  label: 'Request',
  method: 'POST',
  url: [],
  isForm: false,
  rows: [],
};
const MISTAKE: MessagePart = { kind: 'mistake', isSet: false, name: 'A wrong secret' };
const ANSWER: MessagePart = { kind: 'lines', caption: 'The answer', lines: [] };
const FAILURE = { kind: 'failure', title: 'Refused', whatToDo: '' } as const;
const kindsOf = (parts: readonly MessagePart[]) => parts.map(({ kind }) => kind);

describe('A message that failed', () => {
  it('says what was wrong on purpose, then the verdict, and folds what was sent', () => {
    const arranged = arrangeFailed([FAILURE], [MISTAKE, REQUEST, ANSWER]);

    expect(kindsOf(arranged)).toEqual(['mistake', 'failure', 'request']);
    expect(arranged.at(-1)).toEqual({ ...REQUEST, isFolded: true });
  });

  it('keeps the lines of an answer that came without a request of its step, and a form as it is', () => {
    const form: MessagePart = { ...REQUEST, isForm: true };

    expect(kindsOf(arrangeFailed([FAILURE], [ANSWER]))).toEqual(['failure', 'lines']);
    expect(arrangeFailed([FAILURE], [form])).toEqual([FAILURE, form]);
  });

  it('has one place for the lines of the answer, its headers and what Bitbucket does about them', () => {
    const line = { name: 'error', value: [], note: [] };
    const headers = { title: 'Headers', summary: 'in 1 line', lines: [line], departures: [] };
    const [aside, ...others] = foldAsides(
      [FAILURE],
      [REQUEST, { ...ANSWER, lines: [line] }],
      [headers],
    );

    expect(aside?.lines).toEqual([line, line]);
    expect(others).toEqual([]);
  });

  it('is none where nothing failed', () => {
    expect(arrangeFailed([], [REQUEST, ANSWER])).toEqual([REQUEST, ANSWER]);
    expect(foldAsides([], [REQUEST, ANSWER], [])).toEqual([]);
  });
});
