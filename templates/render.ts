import type { ReportContent } from '../domain/report/content/content.ts'
import { slotsOf } from './html/edition-html.ts'
import type { PlacedPicture } from './placed-picture.ts'
import { editionSkeleton, filled } from './skeleton.ts'
import { editionText } from './text/edition-text.ts'

/** Lays one report out: HTML for mail programs and its text twin, which say the same. */
export async function renderEdition(
  content: ReportContent,
  picture: PlacedPicture | null,
): Promise<{ readonly html: string; readonly text: string }> {
  return {
    html: filled(await editionSkeleton(), slotsOf(content, picture)),
    text: editionText(content),
  }
}
