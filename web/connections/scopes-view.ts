import type { TrackerDefinition } from '../../adapters/trackers/definition.ts'
import type { TrackerScope, TrackerSite } from '../../adapters/trackers/tracker.ts'
import { chooseScopes } from '../../domain/sync/scopes.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { compareNaturally } from '../../domain/text/text-order.ts'
import type { Connection } from '../../queries/connections/find-connection.ts'
import { counted } from '../../wording/counted.ts'
import { option } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { meanwhile } from '../page/frame/meanwhile.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, stateMark } from '../page/parts.ts'
import { connectionPath } from './paths.ts'

/** What a connection's account sees at its tracker. */
export interface SeenScopes {
  readonly accountName: string
  readonly accountEmail: string | null
  readonly site: TrackerSite
  readonly scopes: readonly TrackerScope[]
  /** How many tickets each has, by its id, where that is known. */
  readonly counts: ReadonlyMap<string, number>
  /** What the account lacks: clauses. */
  readonly gaps: readonly string[]
}

const mostShown = 200

/** What somebody is choosing. */
export interface Choosing {
  readonly chosen: readonly string[]
  readonly reads: 'all' | 'chosen'
  readonly search: string
  /** What the connection read when the form was shown. */
  readonly madeFrom: readonly string[]
  /** Why nothing was saved. */
  readonly problem?: string
  /** What the connection read before somebody else chose; where a save was refused for it. */
  readonly overtaken?: readonly string[]
}

interface Choice {
  readonly connection: Connection
  readonly definition: TrackerDefinition
  readonly seen: SeenScopes
  readonly choosing: Choosing
  readonly formToken: string
}

/** The projects or teams to choose from, by name: those chosen first, then those that the search finds. */
export function scopesView({ connection, definition, seen, choosing, formToken }: Choice): Html {
  const { scopeNoun, label } = definition
  const { connectionId, name } = connection
  const { chosen, reads, search, madeFrom, problem = null, overtaken = null } = choosing
  const choice = chooseScopes(chosen, seen.scopes)
  const chosenKeys = new Set(chosen)
  const byName = seen.scopes.toSorted(
    (a, b) => compareNaturally(a.name, b.name) || compareNaturally(a.key, b.key),
  )
  const ticked = byName.filter(({ key }) => chosenKeys.has(key))
  const found = byName.filter((scope) => !chosenKeys.has(scope.key) && matches(scope, search))
  return html`<header><p class="no-print small"><a href="${connectionPath(connectionId)}">${outside(name)}</a></p>
<h1>What should Plumbline read?</h1>
<p class="quiet">Connected to ${siteOf(seen.site, label)} as ${outside(seen.accountName)}${seen.accountEmail === null ? null : html` (${outside(seen.accountEmail)})`}, who sees ${counted(seen.scopes.length, scopeNoun.singular)}.</p></header>
${seen.gaps.length === 0 ? null : html`<section class="card"><ul class="plain-list">${seen.gaps.map((gap) => html`<li>${stateMark('warning')} ${outsideSentence(gap)}</li>`)}</ul></section>`}
${problemSummary('Nothing was saved', problem === null ? [] : [{ field: 'reads-all', words: problem }])}
${overtaken === null ? null : meanwhile('Somebody else chose what it reads in the meantime. Nothing of yours was saved; save again to put yours in its place.', scopeChanges(overtaken, madeFrom, scopeNoun.plural))}
${choice.kind === 'lost' ? html`<section class="card" role="alert"><p>The account can’t see ${outside(choice.lostKeys.join(', '))}. Saving leaves ${choice.lostKeys.length === 1 ? 'it' : 'them'} out; to read ${choice.lostKeys.length === 1 ? 'it' : 'them'}, give the account access first.</p></section>` : null}
${formStart(connectionPath(connectionId, 'scopes'), formToken)}${madeFrom.map((key) => html`<input type="hidden" name="madeFrom" value="${key}">`)}
${findOnEnter}
<fieldset class="card"><legend class="unseen">What it reads</legend>
${option({ kind: 'radio', name: 'reads', value: 'all', isChecked: reads === 'all', label: `All ${scopeNoun.plural} that the account sees`, hints: ['New ones too.'] })}
${option({ kind: 'radio', name: 'reads', value: 'chosen', isChecked: reads === 'chosen', label: 'Only those ticked below' })}
<button name="do" value="save">Save and sync</button></fieldset>
<div class="find"><label>Find ${scopeNoun.plural}<input type="search" name="search" value="${search}" maxlength="200" autocomplete="off"></label>
<button class="plain" name="do" value="search">Find</button></div>
${found.length + ticked.length === 0 ? html`<p role="status">Nothing matches “${outside(search)}”.</p>` : null}
<ul class="rows ticks">${ticked.map((scope) => row(scope, seen, true))}${found.slice(0, mostShown).map((scope) => row(scope, seen, false))}</ul>
${found.length > mostShown ? html`<p class="quiet">${grouped(found.length - mostShown)} more: find them by key or name.</p>` : null}
</form>`
}

/** What others chose, as clauses. */
function scopeChanges(before: readonly string[], now: readonly string[], plural: string): string[] {
  if (now.length === 0) return [`it reads all ${plural} now`]
  if (before.length === 0) return [`it reads only ${now.join(', ')} now, no longer all ${plural}`]
  return [
    ...now.filter((key) => !before.includes(key)).map((key) => `${key} was added`),
    ...before.filter((key) => !now.includes(key)).map((key) => `${key} was left out`),
  ]
}

/** Enter in a field presses a form's first button: it finds, and saves nothing. */
const findOnEnter = html`<button class="unseen" name="do" value="search" tabindex="-1" aria-hidden="true">Find</button>`

function row({ scopeId, key, name }: TrackerScope, { counts }: SeenScopes, isTicked: boolean): Html {
  const count = counts.get(scopeId)
  const label = html`${outside(name)} <span class="quiet">${outside(key)}</span>`
  return html`<li class="bar">${option({ kind: 'checkbox', name: 'scope', value: key, isChecked: isTicked, label })}
${count === undefined ? null : html`<span class="quiet figure">${counted(count, 'ticket')}</span>`}</li>`
}

function matches({ key, name }: TrackerScope, search: string): boolean {
  return `${key} ${name}`.toLowerCase().includes(search.trim().toLowerCase())
}

function siteOf({ name, url }: TrackerSite, label: string): Html {
  if (name === null && url === null) return html`${label}`
  if (url === null) return html`${outside(name ?? '')}`
  return html`${name === null ? null : html`${outside(name)}, `}<bdi>${url}</bdi>`
}

/** The tracker doesn't answer, or not to this account. */
export function scopesAwayView(
  { connectionId, name }: Connection,
  { label, scopeNoun }: TrackerDefinition,
  words: string,
): Html {
  return html`<header><p class="no-print small"><a href="${connectionPath(connectionId)}">${outside(name)}</a></p>
<h1>Choose ${scopeNoun.plural}</h1></header>
${empty(`${label} does not say what there is`, html`${outsideSentence(words)} <a href="${connectionPath(connectionId, 'scopes')}">Try again</a>.`)}`
}
