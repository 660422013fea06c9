/** A part of a page that is the same for everybody and at all times: rendered once. */
import type { Application } from 'express';

/** @returns Its HTML. While templates are edited (no view cache), they are rendered each time. */
export function renderOnce(template: string, data: object): (app: Application) => Promise<string> {
  let first: Promise<string> | undefined;
  return (app) => {
    if (!app.enabled('view cache')) return render(app, template, data);
    return (first ??= render(app, template, data));
  };
}

function render(app: Application, template: string, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    app.render(template, data, (error, html) => (error ? reject(error) : resolve(html)));
  });
}
