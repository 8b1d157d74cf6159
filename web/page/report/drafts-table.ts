import type { DraftHead } from '../../../queries/reports/drafts.ts'
import { counted } from '../../../wording/counted.ts'
import { audienceLabels } from '../../../wording/report/edition-text.ts'
import { type Html, html, outside } from '../html.ts'
import { table } from '../parts.ts'

/** The drafts of a quarter's reports: a line for the company and for each team, with a link to each of its drafts. */
export function draftsTable(
  caption: string,
  drafts: readonly DraftHead[],
  pathOf: (draft: DraftHead) => string,
): Html {
  return table(
    caption,
    [{ head: 'About' }, { head: 'For' }],
    [...Map.groupBy(drafts, ({ scopeKey }) => scopeKey).values()].flatMap((own) => {
      const [first] = own
      return first === undefined ? [] : [[scopeName(first), draftLinks(own, pathOf)]]
    }),
  )
}

function draftLinks(drafts: readonly DraftHead[], pathOf: (draft: DraftHead) => string): Html {
  return html`<ul class="in-a-row">${drafts.map(
    (draft) =>
      html`<li><a href="${pathOf(draft)}">${audienceLabels[draft.audience]}</a> <span class="quiet">(${counted(draft.readers, 'reader')})</span></li>`,
  )}</ul>`
}

/** What a report is about. */
export function scopeName({ teamName }: Pick<DraftHead, 'teamName'>): Html {
  return teamName === null ? html`The whole company` : outside(teamName)
}
