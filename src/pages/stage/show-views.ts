/** The ways to look at a message: each has its address. */
import type { Step } from '../../grants/facts/grant-facts.ts';
import type { Exchange } from '../../wire/exchange.ts';
import { addressOf } from './address-of.ts';
import type { Coding } from './coding.ts';
import type { Looking } from './looking.ts';
import type { MessageView } from './message-view.ts';
import { hasProgram, hrefOf } from './show-program.ts';

type View = MessageView['views'][number] & { readonly name: string | undefined };

export function showViews(
  { letter }: Step,
  { grant, run, view, exchangeId, call }: Looking,
  coding: Coding,
  record: Exchange | undefined,
  isWaiting: boolean,
): View[] {
  const standpoint = { grant, run, letter, coding };
  // A form that a person fills in is sent from where it stands.
  const isForm = isWaiting && run.waiting?.endpoint === 'form';
  const hasCode = !isForm && (record?.channel === 'back' || hasProgram(standpoint));
  const names = [
    { text: isWaiting ? 'Form' : 'Explained', name: undefined },
    ...(record ? [{ text: 'On the wire', name: 'wire' }] : []),
    ...(hasCode ? [{ text: 'Code', name: 'code' }] : []),
  ];
  const shown = names.find(({ name }) => name === view)?.name;
  const exchange = {
    ...(exchangeId !== undefined && { exchange: exchangeId }),
    ...(call && { call: call.id }),
  };
  return names.map(({ text, name }) => ({
    text,
    name,
    href:
      name === 'code'
        ? hrefOf(standpoint, exchange)
        : addressOf(run, letter, {
            ...(name !== undefined && { view: name }),
            ...((call ?? name) !== undefined && exchange),
          }),
    isShown: name === shown,
  }));
}
