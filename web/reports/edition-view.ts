import type { EditionHead } from '../../adapters/store/report/edition-heads.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { ReportQuarter } from '../../queries/reports/quarters.ts'
import { counted } from '../../wording/counted.ts'
import { audienceLabels, editionKinds, mailsInWords } from '../../wording/edition-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { mailFrame } from '../page/mail-frame.ts'
import { time } from '../page/parts.ts'
import { quarterPath } from './paths.ts'

/** An edition as it would be now. */
export function draftView(edition: Edition, { figures }: ReportQuarter, path: string): Html {
  return html`<header>${backTo(edition)}
<h1>Draft: ${outside(edition.subject)}</h1>
<p>${outside(edition.preheader)}</p>
<p class="quiet">${headline(edition)}${figures === null ? null : html` · figures as of ${time(figures.asOfAt)}`} · not mailed</p></header>
${mailFrame({ path: `${path}/mail`, title: 'The report as it would be mailed', text: edition.text })}`
}

/** An edition as it was frozen for its readers. */
export function mailedView(edition: Edition, { states, firstSentAt }: EditionHead, path: string): Html {
  return html`<header>${backTo(edition)}
<h1>${outside(edition.subject)}</h1>
<p>${outside(edition.preheader)}</p>
<p class="quiet">${headline(edition)} · ${counted(states.length, 'mail')}: ${mailsInWords(states)}${firstSentAt === null ? null : html`, from ${time(firstSentAt)}`}</p></header>
${mailFrame({ path: `${path}/mail`, title: 'The report as it was mailed', text: edition.text })}`
}

function backTo({ quarter }: Edition): Html {
  return html`<p class="small no-print"><a href="${quarterPath(quarter)}">Reports of ${longQuarter(quarter)}</a></p>`
}

function headline({ audience, kind }: Edition): Html {
  return html`${audienceLabels[audience]} · ${editionKinds[kind]}`
}
