/** The fields of a call: menus of what the token was seen to open, and what else can be typed. */
import { segmentsOf } from '../../explorer/explorer-calls.ts';
import type { ExplorerCall, Segment } from '../../explorer/explorer-calls.ts';
import { CHOICES, OTHER, segmentIn } from '../../explorer/read-call.ts';
import type { Typed } from '../../explorer/read-call.ts';
import { findSeen } from '../../explorer/what-is-seen.ts';
import type { Run } from '../../runs/run.ts';
import { hintOf } from './explorer-hints.ts';
import type { CallFieldView } from './explorer-view.ts';

/** What is not typed yet is the first of what was seen, one segment after the other. */
export function showCallFields(call: ExplorerCall, typed: Typed, run: Run): CallFieldView[] {
  const filled = new Map(typed);
  const segments = segmentsOf(call).map((segment): CallFieldView => {
    const seen = findSeen(run, segment.name, filled);
    const value = segmentIn(filled, segment.name) || (segment.isOptional ? '' : (seen[0] ?? ''));
    filled.set(`path.${segment.name}`, value);
    return showSegment(call, segment, seen, value);
  });
  const values = [
    ...call.query.map((name) => ({ place: 'query', name, choices: CHOICES[name] ?? [] })),
    ...call.body.map((name) => ({ place: 'body', name, choices: [] })),
  ];
  return [
    ...segments,
    ...values.map(({ place, name, choices }): CallFieldView => {
      const value = typed.get(`${place}.${name}`) ?? '';
      return {
        ...named(call, `${place}.${name}`, name),
        value,
        isRequired: false,
        choices: choices.length > 0 ? choose(['', ...choices], value, 'not sent') : [],
      };
    }),
  ];
}

function showSegment(
  call: ExplorerCall,
  { name, isOptional }: Segment,
  seen: readonly string[],
  value: string,
): CallFieldView {
  const isSeen = value === '' || seen.includes(value);
  const choices = isOptional ? ['', ...seen] : seen;
  return {
    ...named(call, `path.${name}`, name),
    value,
    isRequired: !isOptional && seen.length === 0,
    choices: seen.length > 0 ? choose(choices, isSeen ? value : '', 'all of them') : [],
    ...(seen.length > 0 && {
      other: { name: `path.${name}${OTHER}`, value: isSeen ? '' : value },
    }),
  };
}

function named(call: ExplorerCall, name: string, label: string) {
  return { name, id: name.replaceAll(/[. ]/g, '-'), label, hint: hintOf(call, label) };
}

function choose(choices: readonly string[], chosen: string, empty: string) {
  return choices.map((value) => ({
    value,
    text: value === '' ? empty : value,
    isChosen: value === chosen,
  }));
}
