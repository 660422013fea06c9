/** What a start can cost at least: Express and one EJS page. */
import path from 'node:path';
import express from 'express';

const app = express();
app.set('view engine', 'ejs').set('views', path.join(import.meta.dirname, 'views'));
app.get('/healthcheck', (_req, res) => res.json({ status: 'pass' }));
app.get('/', (_req, res) => res.render('home', { title: 'Express and EJS' }));
app.listen(Number(process.env.PORT), '127.0.0.1');
