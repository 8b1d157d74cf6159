import { stopPlaceholder } from '../domain/deliver/readers/links.ts'
import { findingAnchor, measuredAnchor } from '../domain/report/content/behind-mail.ts'
import type { FiguresTable, ReportContent, ReportLine } from '../domain/report/content/content.ts'
import { link, listOf, type Sentence, say } from '../domain/report/words/sentence.ts'

/** Where a line comes from: "› see them" on the page behind the mail, or, where there is none, the largest of it in the tracker. */
export function evidenceWords(line: ReportLine, pageUrl: string | null, index: number): Sentence {
  if (line.evidence.length === 0) return []
  return pageUrl === null
    ? say`› ${listOf(line.evidence)}`
    : say`${link('› see them', `${pageUrl}#${findingAnchor(index)}`)}`
}

/** "› how this is measured"; none without a page that tells it. */
export function measuredWords(pageUrl: string | null): Sentence[] {
  return pageUrl === null ? [] : [say`${link('› how this is measured', `${pageUrl}#${measuredAnchor}`)}`]
}

export function moreWords(words: string, pageUrl: string): Sentence {
  return say`${link(`› ${words}`, pageUrl)}`
}

/** The footer, with the reader's way to end these mails; where no page of ours can be reached, there is none. */
export function footerWords(footer: readonly Sentence[], hasPages: boolean): readonly Sentence[] {
  return hasPages ? [...footer, say`${link('Unsubscribe', stopPlaceholder)}`] : footer
}

/** The tables that a mail carries: its figures, and without a page the page's; none where its answer says it all. */
export function mailTables(
  { figures, isBrief, details }: Pick<ReportContent, 'figures' | 'isBrief' | 'details'>,
  pageUrl: string | null,
): FiguresTable[] {
  if (isBrief) return []
  const behind = pageUrl === null ? details.tables.flatMap(partsOf) : []
  return [...(figures === null ? [] : [figures]), ...behind]
}

/** A wide table as those that fit a phone, which a mail can't scroll sideways. */
function partsOf(table: FiguresTable): FiguresTable[] {
  const { parts, columns, rows } = table
  if (parts === undefined) return [table]
  return parts.map(({ caption, columnCount }, index) => {
    const from = parts.slice(0, index).reduce((sum, part) => sum + part.columnCount, 0)
    const taken = <Cell>(cells: readonly Cell[]) => cells.slice(from, from + columnCount)
    return {
      caption,
      columns: taken(columns),
      rows: rows.map(({ name, cells }) => ({ name, cells: taken(cells) })),
    }
  })
}
