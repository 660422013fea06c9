/** Every stage of the fixtures, rendered once and read once. */
import type { StageView } from '../../../src/pages/stage/stage-view.ts';
import { type Element, readHtml } from '../../support/page.ts';
import { STAGES } from './fixtures.ts';
import { renderStage } from './render-stage.ts';

export interface RenderedStage {
  readonly view: StageView;
  readonly html: string;
  readonly root: Element;
}

export async function renderAll(): Promise<Map<string, RenderedStage>> {
  const stages = new Map<string, RenderedStage>();
  for (const [name, view] of Object.entries(STAGES)) {
    const html = await renderStage(view);
    stages.set(name, { view, html, root: readHtml(html) });
  }
  return stages;
}
