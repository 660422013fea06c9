/**
 * A bare Express and EJS page of the same bytes as another: it is sent a page, cuts it into markup and text,
 * and renders it again, each text escaped.
 */
import { once } from 'node:events';
import path from 'node:path';
import express from 'express';
import { serve } from './announce.js';

const ESCAPED = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'" };
const unescape = (text) => text.replace(/&(?:amp|lt|gt|#34|#39);/g, (one) => ESCAPED[one]);

const [page] = await once(process, 'message');
const pieces = [...page.matchAll(/([^>]*)(<[^>]*>|$)/g)].map(([, text, markup]) => ({
  text: unescape(text),
  markup,
}));

serve(
  () => {
    const app = express().disable('x-powered-by').disable('etag');
    app.set('view engine', 'ejs').set('views', path.join(import.meta.dirname, 'views'));
    app.enable('view cache');
    app.get('/page', (_req, res) => res.render('pieces', { pieces }));
    return app;
  },
  { startPath: '/page', resultPath: '/page' },
);
