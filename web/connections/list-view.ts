import type { TrackerDefinition } from '../../adapters/trackers/definition.ts'
import type { Instant } from '../../domain/instant.ts'
import type { ConnectionHealth } from '../../queries/connections/health.ts'
import { ago } from '../../wording/ago.ts'
import { asSentence } from '../../wording/as-sentence.ts'
import { healthSummary } from '../../wording/connections/reading-text.ts'
import { counted } from '../../wording/counted.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, stateMark } from '../page/parts.ts'
import { connectionPath, connectPath } from './paths.ts'

interface List {
  readonly connections: readonly ConnectionHealth[]
  readonly definitions: readonly TrackerDefinition[]
  readonly isJustRemoved: boolean
  readonly nowAt: Instant
}

export function listView({ connections, definitions, isJustRemoved, nowAt }: List): Html {
  return html`<header><h1>Connections</h1>
<p class="quiet">The trackers that Plumbline reads. It writes to none.</p></header>
${isJustRemoved ? html`<p class="card" role="status">The connection was removed, with what was read through it.</p>` : null}
${connections.length === 0 ? empty('Nothing is connected yet', html`Connect the tracker that your teams work with. You need its address and a secret with read access.`) : null}
${connections.length === 0 ? null : html`<ul class="rows">${connections.map((each) => row(each, labelOf(each, definitions), nowAt))}</ul>`}
<p class="answers no-print">${definitions.map(({ kind, connects }) => html`<a class="button${connections.length === 0 ? '' : ' plain'}" href="${connectPath(kind)}">Connect ${connects}</a>`)}</p>`
}

function labelOf({ connection }: ConnectionHealth, definitions: readonly TrackerDefinition[]): string {
  return definitions.find(({ kind }) => kind === connection.tracker)?.label ?? connection.tracker
}

function row(health: ConnectionHealth, label: string, nowAt: Instant): Html {
  const { connection, storedTickets } = health
  const { connectionId, name, baseUrl, scopeKeys, cursorAt } = connection
  const { state, words } = healthSummary(health, nowAt)
  const read = cursorAt === null ? '' : `, last synced ${ago(cursorAt, nowAt)}`
  return html`<li><a class="title" href="${connectionPath(connectionId)}">${outside(name)}</a>
<span class="quiet small">${label}, ${outside(baseUrl)} · ${scopeKeys.length === 0 ? 'all that its account sees' : outside(scopeKeys.join(', '))}</span>
<span>${stateMark(state)} ${state === 'ok' ? `${counted(storedTickets, 'ticket')}${read}` : outsideSentence(asSentence(words))}</span></li>`
}
