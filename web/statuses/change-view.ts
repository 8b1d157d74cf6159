import type { NumberedLine } from '../../domain/classify/rules/add-status.ts'
import type { RulesChange } from '../../domain/classify/rules/diff.ts'
import { type StatusMeaning, statusMeanings } from '../../domain/classify/status-rules.ts'
import type { StatusChange, StatusChangeCheck, TouchedStatus } from '../../queries/statuses/change-status.ts'
import type { ListedStatus } from '../../queries/statuses/status-list.ts'
import type { StatusLook } from '../../queries/statuses/suspects.ts'
import { rulesChangeText } from '../../wording/tickets/rules-change-text.ts'
import { atStakeText, meaningText, readingsText, trackerText } from '../../wording/tickets/status-text.ts'
import type { Look } from '../http/kept-look.ts'
import { formStart } from '../page/form/form.ts'
import { meanwhile } from '../page/frame/meanwhile.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { statusPath } from './view.ts'

interface Changed {
  readonly listed: ListedStatus
  readonly look: Look<StatusLook> | null
  /** Null for what it counts as now. */
  readonly suggested: StatusMeaning | null
  readonly formToken: string
}

/** One status, and a form for what else it means. */
export function changeView({ listed, look, suggested, formToken }: Changed): Html {
  const { status, connectionName, readings } = listed
  const { connectionId, statusId } = status
  const chosen = suggested ?? readings[0]?.means ?? null
  return html`<header><p class="no-print small"><a href="/statuses">All statuses</a></p>
<h1>${outside(status.name)}</h1><p class="quiet">${outside(connectionName)}</p></header>
<section class="card"><p>The tracker says: ${trackerText(status)}. It counts as ${outsideSentence(readingsText(listed))}.</p>
${stakesLine(listed, look)}
${formStart('/statuses/check', formToken)}<input type="hidden" name="connectionId" value="${connectionId}"><input type="hidden" name="statusId" value="${statusId}">
<label>It means<select name="means">${statusMeanings.map((each) => html`<option value="${each}"${each === chosen ? html` selected` : null}>${meaningText(each)}</option>`)}</select></label>
<label>Only in the project with this key (empty: in all)<input name="project" maxlength="200" autocomplete="off"></label>
<button>Show what changes</button></form>
<p class="quiet small">Waiting is work at a lower weight, such as a review; dropped is closed without a result.</p></section>`
}

/** Null where nothing is known of it yet. */
function stakesLine({ status }: ListedStatus, look: Look<StatusLook> | null): Html | null {
  const stakes = look?.found.stakes.find(
    (each) => each.connectionId === status.connectionId && each.statusId === status.statusId,
  )
  return stakes === undefined ? null : html`<p>${atStakeText(stakes)}</p>`
}

interface Outcome {
  readonly found: Exclude<StatusChangeCheck, { readonly kind: 'unknown' }>
  readonly change: StatusChange
  readonly look: Look<StatusLook> | null
  /** What others changed in the rules since this was begun, null in it where it can't be told; null where nobody did. */
  readonly overtakenBy: { readonly changes: readonly RulesChange[] | null } | null
  readonly formToken: string
}

/** The lines of the rule file that change, and what then counts otherwise; or why nothing does. */
export function outcomeView({ found, change, look, overtakenBy, formToken }: Outcome): Html {
  const { status } = found.status
  const back = html`<p class="no-print small"><a href="${statusPath(status)}">${outside(status.name)}</a></p>`
  switch (found.kind) {
    case 'unchanged':
      return html`<header>${back}<h1>Nothing changes</h1></header>
<p class="card" role="alert">It already counts as that, or no ticket of that project is in it.</p>`
    case 'by hand':
      return html`<header>${back}<h1>Write it by hand</h1></header>
<section class="card" role="alert"><p>Plumbline can’t add a line to a rule file written like this. <a href="/rules">Write it there yourself</a>, first under <code>statuses:</code></p><code>${outside(found.line)}</code></section>`
    case 'ready':
      return html`<header>${back}<h1>Write it into the rule file?</h1>
<p class="quiet">Nothing is saved yet.</p></header>
${overtakenBy === null ? null : meanwhile('Other rules were saved in the meantime. This is what yours would change now.', overtakenBy.changes?.map(rulesChangeText) ?? null)}
<section class="group" aria-labelledby="lines"><h2 id="lines">Lines that change</h2>
<ul class="rows">${found.lines.removed.map((line) => lineRow('−', line))}${found.lines.added.map((line) => lineRow('+', line))}</ul></section>
<section class="group" aria-labelledby="counts"><h2 id="counts">What would count differently</h2>
<ul class="rows">${found.touched.map((each) => touchedRow(each, look))}</ul></section>
<div class="card">${formStart('/statuses', formToken)}<input type="hidden" name="connectionId" value="${change.connectionId}"><input type="hidden" name="statusId" value="${change.statusId}">
<input type="hidden" name="project" value="${change.project ?? ''}"><input type="hidden" name="means" value="${change.means}"><input type="hidden" name="against" value="${found.against}">
<button>Put it in force</button></form></div>`
  }
}

function lineRow(sign: string, { line, text }: NumberedLine): Html {
  return html`<li><code>${sign} ${outside(text)}</code> <span class="quiet small">line ${line}</span></li>`
}

function touchedRow({ before, after }: TouchedStatus, look: Look<StatusLook> | null): Html {
  return html`<li><p><strong class="title">${outside(before.status.name)}</strong> <span class="quiet small">${outside(before.connectionName)}</span></p>
<p>${outsideSentence(readingsText(before))} → ${outsideSentence(readingsText(after))}</p>
${stakesLine(before, look)}</li>`
}
