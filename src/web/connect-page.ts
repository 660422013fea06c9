/** `/connect`: three questions, answered in the address, and the advice that they lead to. */
import type { RequestHandler } from 'express';
import { readAnswers } from '../connect/questions.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showConnect } from '../pages/show-connect.ts';

export function createConnectPage(grants: readonly GrantFacts[]): RequestHandler {
  return (req, res) => {
    const answers = readAnswers(parseParameters(req.query));
    res.render('connect', showConnect(answers, grants));
  };
}
