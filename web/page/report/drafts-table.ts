import type { DraftHead } from '../../../queries/reports/drafts.ts'
import { audienceLabels } from '../../../wording/report/edition-text.ts'
import { type Html, html, outside } from '../html.ts'
import { table } from '../parts.ts'

/** The drafts of a quarter's reports, each with a link to it. */
export function draftsTable(
  caption: string,
  drafts: readonly DraftHead[],
  pathOf: (draft: DraftHead) => string,
): Html {
  return table(
    caption,
    [{ head: 'About' }, { head: 'For' }, { head: 'Readers', isFigure: true }],
    drafts.map((draft) => [
      scopeName(draft),
      html`<a href="${pathOf(draft)}">${audienceLabels[draft.audience]}</a>`,
      html`${draft.readers}`,
    ]),
  )
}

/** What a report is about. */
export function scopeName({ teamName }: Pick<DraftHead, 'teamName'>): Html {
  return teamName === null ? html`The whole company` : outside(teamName)
}
