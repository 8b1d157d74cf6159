import { grouped } from '../../domain/text/numbers.ts'
import type { ListedStatus } from '../../queries/statuses/status-list.ts'
import type { NamedSuspect, StatusLook } from '../../queries/statuses/suspects.ts'
import { counted } from '../../wording/counted.ts'
import {
  meaningText,
  placesText,
  readingText,
  statusReasonText,
  suspicionText,
  trackerText,
} from '../../wording/tickets/status-text.ts'
import type { Looked } from '../http/kept-look.ts'
import { lookFailed } from '../page/frame/look-failed.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, steps, table } from '../page/parts.ts'
import { time } from '../page/times.ts'

interface Shown {
  readonly statuses: readonly ListedStatus[]
  readonly looked: Looked<StatusLook>
  readonly from: number
  readonly size: number
  readonly isSaved: boolean
  readonly formToken: string
}

/** Those that look wrong, then every status with what it counts as and why. */
export function statusesView({ statuses, looked, from, size, isSaved, formToken }: Shown): Html {
  const shown = statuses.slice(from, from + size)
  const namesakes = namesakesOf(statuses)
  return html`<header><p class="no-print small"><a href="/rules">The rule file</a></p><h1>Statuses</h1>
<p class="quiet">What a status counts as decides which days are work, which are waiting, and what is done. The tracker’s own category applies unless the rule file says otherwise.</p></header>
${isSaved ? html`<p class="card" role="status">The rule file says so now. The next report measures by it.</p>` : null}
${statuses.length === 0 ? empty('No statuses yet', html`They come with the first sync of a <a href="/connections">connection</a>.`) : html`${suspectsView(looked, namesakes, formToken)}${statusTable(shown, namesakes)}`}
${steps({ path: '/statuses?', what: 'statuses', all: statuses.length, from, size })}`
}

type Named = Pick<ListedStatus, 'status' | 'connectionName'>

/** The names that several statuses of one connection have: each of these is told by its id. */
function namesakesOf(statuses: readonly Named[]): ReadonlySet<string> {
  const byName = Map.groupBy(statuses, nameKey)
  return new Set([...byName].flatMap(([key, of]) => (of.length > 1 ? [key] : [])))
}

function nameKey({ status, connectionName }: Named): string {
  return JSON.stringify([connectionName, status.name])
}

function idOf(each: Named, namesakes: ReadonlySet<string>): Html | null {
  return namesakes.has(nameKey(each)) ? html`, id ${outside(each.status.statusId)}` : null
}

function suspectsView(
  { look, failure }: Looked<StatusLook>,
  namesakes: ReadonlySet<string>,
  formToken: string,
): Html {
  const again = {
    heading: 'Which statuses look wrong could not be checked',
    path: '/statuses/look',
    formToken,
  }
  const failed = lookFailed(failure, again)
  if (look === null && failed !== null) return failed
  if (look === null)
    return html`<p role="status">Every ticket is being checked for statuses that look wrong. <a href="/statuses">Look again</a> in a few seconds.</p>`
  const { suspects } = look.found
  if (suspects.length === 0) return html`${failed}<p>None looks wrong.</p>`
  return html`${failed}<section class="group" aria-labelledby="suspects"><h2 id="suspects">${counted(suspects.length, 'status', 'statuses')} may mean something else</h2>
${look.isCurrent ? null : html`<p class="quiet small">As of ${time(look.lookedAt)}${failed === null ? '; newer tickets are being looked at' : null}.</p>`}
<ul class="rows">${suspects.slice(0, mostSuspects).map((each) => suspectRow(each, namesakes))}</ul>
${suspects.length > mostSuspects ? html`<p class="quiet small">and ${grouped(suspects.length - mostSuspects)} more, with less at stake</p>` : null}</section>`
}

const mostSuspects = 20

function suspectRow(suspect: NamedSuspect, namesakes: ReadonlySet<string>): Html {
  const { status, connectionName, suggested } = suspect
  return html`<li><p><strong class="title">${outside(status.name)}</strong> <span class="quiet small">${outside(connectionName)}${idOf(suspect, namesakes)}</span></p>
<p>It ${suspicionText(suspect)}</p>
<p class="no-print"><a href="${statusPath(status)}?means=${suggested}">Say that it means ${meaningText(suggested)}</a></p></li>`
}

const columns = [
  { head: 'Status' },
  { head: 'Tracker says' },
  { head: 'Counts as' },
  { head: 'Why' },
  { head: 'Tickets in it', isFigure: true },
]

function statusTable(statuses: readonly ListedStatus[], namesakes: ReadonlySet<string>): Html {
  const rows = statuses.map((each) => statusRow(each, namesakes))
  return table('Every status', columns, rows, { stacks: true })
}

function statusRow(listed: ListedStatus, namesakes: ReadonlySet<string>): Html[] {
  const { status, connectionName, tickets, readings } = listed
  const isPlaced = readings.length > 1
  const places = placesText(readings.flatMap((reading) => reading.places))
  const means = isPlaced
    ? readings.map((reading) => readingText(reading, true)).join('; ')
    : meaningText(readings[0]?.means ?? null)
  const why = isPlaced ? 'its place' : statusReasonText(readings[0]?.why ?? 'nothing known')
  return [
    html`<a href="${statusPath(status)}">${outside(status.name)}</a><br><span class="quiet small">${outsideSentence(places === '' ? connectionName : `${connectionName}: ${places}`)}${idOf(listed, namesakes)}</span>`,
    html`${trackerText(status)}`,
    html`${outsideSentence(means)}`,
    html`${why}`,
    html`${grouped(tickets)}`,
  ]
}

/** The page that changes what a status means. */
export function statusPath({ connectionId, statusId }: ListedStatus['status']): string {
  return `/statuses/${encodeURIComponent(connectionId)}/${encodeURIComponent(statusId)}`
}

/** Where the rules in force can't be read. */
export function unreadableView(): Html {
  return html`<header><h1>Statuses</h1></header>
${empty('This version of Plumbline can’t read the rules in force', html`What statuses mean stands in them. <a href="/rules">Mend the rules</a> first.`)}`
}
