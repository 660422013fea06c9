/** The body of an answer, for the wire log: laid out where it is JSON, and never more than a page can take. */
import { layOutJson } from './lay-out-json.js';
import { findCut, maskKnown } from './secrets.js';

const LONGEST_BODY = 128 * 1024;
/** Laid out. White space alone can be more than all the rest: then the body stands as it came. */
const LONGEST_LAID_OUT = 256 * 1024;

/** @param {string} body @returns {Node[]} */
export function showBody(body) {
  const end = findCut(body, LONGEST_BODY);
  if (end < body.length) {
    const rest = `… and ${body.length - end} more characters, which are not shown.`;
    return [...maskKnown(body.slice(0, end)), document.createTextNode(rest)];
  }
  const laidOut = layOutJson(body, LONGEST_LAID_OUT);
  return maskKnown(laidOut.length > LONGEST_LAID_OUT ? body : laidOut);
}
