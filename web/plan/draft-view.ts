import type { DraftTeam, DraftWork } from '../../domain/plan/draft/draft.ts'
import { startingDays } from '../../domain/plan/draft/write.ts'
import { shortBucketLabels } from '../../domain/report/words/categories.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { grouped, tenths } from '../../domain/text/numbers.ts'
import type { DraftedPlan } from '../../queries/plan/draft-plan.ts'
import { counted } from '../../wording/counted.ts'
import type { Looked } from '../http/kept-look.ts'
import { formStart } from '../page/form/form.ts'
import { lookFailed } from '../page/frame/look-failed.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { time } from '../page/times.ts'
import { type PlanText, planForm } from './form.ts'

/** A draft plan to correct; it loads itself again until it is there. */
export function draftView(
  { look, failure }: Looked<DraftedPlan | null>,
  { madeFrom, formToken }: Omit<PlanText, 'text'>,
): Html {
  const again = { heading: 'The plan could not be drafted', path: '/plan/draft', formToken }
  const failed = lookFailed(failure, again)
  // Whatever came of it stands in #draft: a page that waits takes that out of the answer.
  if (look === null && failed !== null)
    return html`<div id="draft" class="page"><header><h1>A draft plan</h1></header>${failed}</div>`
  if (look === null) {
    return html`<div id="draft" class="page" hx-get="/plan/draft" hx-trigger="every 3s" hx-select="#draft" hx-swap="outerHTML">
<header><h1>A draft plan</h1></header>
<p role="status">The last quarter is being measured, which takes seconds for a few thousand tickets, a minute or two for a hundred thousand. The plan then appears here; without scripts, <a href="/plan/draft">look again</a>. <code>plumbline plan template --out plan.yaml</code> drafts the same.</p></div>`
  }
  const { found, lookedAt, isCurrent } = look
  if (found === null) {
    return html`<div id="draft" class="page"><header><h1>A draft plan</h1></header>
${empty('Nothing was synced yet', html`A draft is made of who works where on the trackers: <a href="/connections">connect one</a>, and have it read.`)}</div>`
  }
  const text = found.yaml
  const { teams } = found.draft
  const people = teams.flatMap(({ members }) => members)
  const hidden = people.filter(({ email }) => email === null).length
  return html`<div id="draft" class="page"><header><h1>A draft plan</h1>
<p class="quiet">Made from what the trackers show: ${counted(teams.length, 'team')} with ${counted(people.length, 'person', 'people')}${hidden === 0 ? '' : `, ${grouped(hidden)} of them with a hidden address`}. Nothing is saved yet.</p>
${isCurrent ? null : html`<p class="quiet">As of ${time(lookedAt)}${failed === null ? html`; a newer one is being made. <a href="/plan/draft">Look again</a>` : '.'}</p>`}</header>
${failed}
${formStart('/plan/table', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}"><input type="hidden" name="yaml" value="${text}">
${openWorkView(found)}<div class="ending answers"><button name="do" value="open">Edit as tables</button><button class="plain" name="do" value="take">See what would change</button></div></form>
<details><summary class="opens">The file</summary><div class="card">${planForm({ text, madeFrom, formToken })}</div></details></div>`
}

/** What is open, to be ticked where a team commits to it. */
function openWorkView({ draft: { teams }, quarter, measuredQuarter }: DraftedPlan): Html | null {
  const rows = teams.flatMap((team) => team.openWork.map((work) => ({ team, work })))
  if (rows.length === 0) return null
  return html`<section class="group" aria-labelledby="open-work"><h2 id="open-work">Open epics and projects</h2>
<p class="quiet">Tick what you commit to in ${longQuarter(quarter)}, with the person-days you plan to spend. They start from what the team spent in ${longQuarter(measuredQuarter)}, where that was measured.</p>
<ul class="rows">${rows.map(openWorkRow)}</ul></section>`
}

function openWorkRow(
  { team, work }: { readonly team: DraftTeam; readonly work: DraftWork },
  index: number,
): Html {
  const { name, ticketKey, measuredMilliDays, category } = work
  const id = `open.${index}`
  const cell = (column: string, value: string) =>
    html`<input type="hidden" name="${id}.${column}" value="${value}">`
  return html`<li class="bar"><div class="option"><input type="checkbox" id="${id}" name="${id}.tick" value="yes">
<div><label for="${id}">${outside(name)}</label>
<div class="hint"><p>${outside(team.name)}${ticketKey === null ? null : html`, ${outside(ticketKey)}`}${category === null ? '' : `, ${shortBucketLabels[category]}`}; ${measuredMilliDays === null ? 'not measured' : `${tenths(measuredMilliDays)} days last quarter`}</p></div></div></div>
${cell('team', team.teamId)}${cell('name', name)}${cell('category', category ?? '')}${cell('kind', ticketKey === null ? 'project' : 'ticket')}${cell('target', ticketKey ?? name)}
<label class="amount"><span class="unseen">Person-days for ${outside(name)}</span><input name="${id}.days" value="${startingDays(work) ?? ''}" inputmode="decimal" autocomplete="off"><span aria-hidden="true">person-days</span></label></li>`
}
