import { findingAnchor, measuredAnchor } from '../../../domain/report/content/behind-mail.ts'
import type {
  FiguresTable,
  ReportContent,
  ReportFinding,
  ReportLine,
  ReportPart,
} from '../../../domain/report/content/content.ts'
import { listOf, type Sentence } from '../../../domain/report/words/sentence.ts'
import { editionKinds } from '../../../wording/report/edition-text.ts'
import { type Html, html } from '../html.ts'
import { table } from '../parts.ts'
import { time } from '../times.ts'
import { pictureView } from './picture.ts'
import { paragraph, sentence } from './sentence.ts'

/** What a report says, whole: its mail's one screen, then everything that it rests on. */
export function contentView(content: ReportContent): Html {
  const { details, figures, choice } = content
  return html`${contentHead(content)}
${content.picture === null ? null : pictureView(content.picture, pictureCaptions[content.picture.kind])}
${figures === null ? null : tableView(figures)}
${linesView(content)}
${choice === null ? null : partView(choice, choice.isDecision ? 'card decision' : 'card')}
${details.reviewers === null ? null : partView(details.reviewers)}
${details.findings.length === 0 ? null : section('In detail', html`${details.findings.map(findingView)}`)}
${details.trend.length === 0 ? null : section('Beside earlier quarters', sentencesView(details.trend))}
${details.tables.map(tableView)}
${measuredView(content)}`
}

const pictureCaptions: Readonly<Record<NonNullable<ReportContent['picture']>['kind'], string>> = {
  plan_beside_actual: 'Planned beside spent, in shares of the sorted work',
  weeks_by_bucket: 'Person-days a week, and interruptions',
  burn_down: 'Reliability: days left',
}

function contentHead({ title, kind, asOfAt, answer }: ReportContent): Html {
  return html`<header><h1>${sentence(title)}</h1>
<p class="quiet">${editionKinds[kind]} · figures as of ${time(asOfAt)}</p></header>
<section class="card" aria-label="In one sentence"><p class="lead">${sentence(answer)}</p></section>`
}

/** The lines of the mail, each with where it comes from: the mail's links lead to them. */
function linesView({ lines, linesHeading }: ReportContent): Html | null {
  if (lines.length === 0) return null
  return section(linesHeading, html`<ol class="rows steps">${lines.map(lineView)}</ol>`)
}

function lineView({ words, evidence }: ReportLine, index: number): Html {
  return html`<li id="${findingAnchor(index)}"><p>${sentence(words)}</p>${evidenceView(evidence)}</li>`
}

function findingView({ sentences, items, evidence }: ReportFinding): Html {
  return html`<div class="card">${sentencesView(sentences)}
${items.length === 0 ? null : html`<ul>${items.map((item) => html`<li>${sentence(item)}</li>`)}</ul>`}
${evidenceView(evidence)}</div>`
}

function evidenceView(evidence: readonly Sentence[]): Html | null {
  return evidence.length === 0 ? null : html`<p class="quiet small">See ${sentence(listOf(evidence))}</p>`
}

/** How sure the figures are, what the terms mean, and where it all comes from. */
function measuredView({ details: { trust, glossary, origin } }: ReportContent): Html {
  return html`<section class="group" id="${measuredAnchor}" aria-labelledby="measured-head"><h2 id="measured-head">How this is measured</h2>
${sentencesView(trust)}
<dl class="terms">${glossary.map(({ word, meaning }) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl>
${sentencesView(origin)}</section>`
}

function partView({ heading, sentences }: ReportPart, className = 'group'): Html {
  return html`<section class="${className}"><h2>${heading}</h2>${sentencesView(sentences)}</section>`
}

function section(heading: string, body: Html): Html {
  return html`<section class="group"><h2>${heading}</h2>${body}</section>`
}

function sentencesView(sentences: readonly Sentence[]): Html {
  return html`${sentences.map((each) => paragraph([each]))}`
}

function tableView({ caption, columns, rows }: FiguresTable): Html {
  return table(
    caption,
    [{ head: 'For' }, ...columns.map((head) => ({ head, isFigure: true }))],
    rows.map(({ name, cells }) => [sentence(name), ...cells.map((cell) => html`${cell}`)]),
  )
}
