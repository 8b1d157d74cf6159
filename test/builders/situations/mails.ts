import { composeReport } from '../../../domain/report/compose.ts'
import type { ReportContent } from '../../../domain/report/content/content.ts'
import { editionsFor, scopeKeyOf } from '../../../domain/report/content/edition.ts'
import { type ReportView, viewOf } from '../../../domain/report/content/view.ts'
import { plainText } from '../../../domain/report/words/sentence.ts'
import type { OddCompany } from '../odd-companies.ts'

/** A mail as its reader has it, with what it was made from. */
export interface ReadMail {
  /** "executive, team:core". */
  readonly name: string
  readonly content: ReportContent
  readonly view: ReportView
}

/** What is wrong with a mail, in its own words; empty where nothing is. */
export type Lint = (mail: ReadMail) => string[]

/** Every mail of a company's quarter. */
export function mailsOf({ reconciliation, plan, said }: OddCompany): ReadMail[] {
  return editionsFor(plan).map((spec) => ({
    name: `${spec.audience}, ${scopeKeyOf(spec.scope)}`,
    content: composeReport({ reconciliation, plan, spec, ...(said !== undefined && { said }) }),
    view: viewOf(reconciliation, plan, spec),
  }))
}

/** The mails that differ: the company's of one team are its team's once more. */
export function toldApart(company: OddCompany): ReadMail[] {
  const mails = mailsOf(company)
  return company.reconciliation.teams.length === 1
    ? mails.filter(({ view }) => view.spec.scope.kind === 'team')
    : mails
}

/** A mail's words in their order, without a layout. */
export function wordsOf({ name, content }: ReadMail): string {
  const { subject, preheader, answer, lines, choice, reviewers, trust, figures, isBrief } = content
  const parts = [
    `== ${name}`,
    subject,
    preheader,
    '',
    plainText(answer),
    ...lines.map(({ words }, index) => `${index + 1}. ${plainText(words)}`),
    ...(choice === null ? [] : ['', choice.heading, ...choice.sentences.map(plainText)]),
    ...(reviewers === null ? [] : ['', reviewers.heading, ...reviewers.sentences.map(plainText)]),
    ...(trust.length === 0 ? [] : ['', ...trust.map(plainText)]),
    ...(figures === null || isBrief
      ? []
      : ['', figures.columns.join(' | '), ...figures.rows.map(rowInWords)]),
  ]
  return parts.join('\n')
}

function rowInWords({ name, cells }: NonNullable<ReportContent['figures']>['rows'][number]): string {
  return `${plainText(name)}: ${cells.join(' | ')}`
}
