/** The optional package, behind a door of its own: it is loaded where somebody keeps something in Redis. */
export { createClient } from 'redis';
