/** Every stage of the fixtures, rendered once, and how its tags are looked at. */
import type { StageView } from '../../../src/pages/stage/stage-view.ts';
import { STAGES } from './fixtures.ts';
import { readTags } from './read-html.ts';
import type { Tag } from './read-html.ts';
import { renderStage } from './render-stage.ts';

export interface RenderedStage {
  readonly view: StageView;
  readonly html: string;
  readonly tags: readonly Tag[];
}

export async function renderAll(): Promise<Map<string, RenderedStage>> {
  const stages = new Map<string, RenderedStage>();
  for (const [name, view] of Object.entries(STAGES)) {
    const html = await renderStage(view);
    stages.set(name, { view, html, tags: readTags(html) });
  }
  return stages;
}

export function attributes(tags: readonly Tag[], name: string): string[] {
  return tags.flatMap((tag) => tag.attributes.get(name) ?? []);
}
