/** Parsers of what the sandbox answers. */
import type { Response } from 'supertest';

export interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
  state: string;
  scope?: string;
  scopes?: string;
}

export function tokenOf(response: Response): TokenAnswer {
  if (response.status !== 200) throw new Error(`${response.status} ${response.text}`);
  return JSON.parse(response.text) as TokenAnswer;
}

export interface Page {
  values: Record<string, unknown>[];
  size?: number;
  page?: number;
  pagelen: number;
  next?: string;
  previous?: string;
}

export function pageOf(response: Response): Page {
  if (response.status !== 200) throw new Error(`${response.status} ${response.text}`);
  return JSON.parse(response.text) as Page;
}

export function jsonOf(response: Response): Record<string, unknown> {
  return JSON.parse(response.text) as Record<string, unknown>;
}
