import type { SyncProgress } from '../../adapters/store/connections/sync-progress.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { FirstRunStep, StepStanding } from '../../domain/first-run/steps.ts'
import type { Instant } from '../../domain/instant.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { FirstRun } from '../../queries/first-run/first-run.ts'
import { ago } from '../../wording/ago.ts'
import { syncProgressText } from '../../wording/connections/sync-progress-text.ts'
import { counted } from '../../wording/counted.ts'
import { reportsPath, stepTitles } from '../page/frame/next-step.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { type State, stateMark } from '../page/parts.ts'

/** The way from nothing to a first mail, step by step; only what is next stands out. */
export function stepsView(found: FirstRun, nowAt: Instant): Html {
  const done = found.steps.filter(({ state }) => state === 'done').length
  const again = found.steps.some(({ state }) => state === 'under way')
    ? html` hx-get="/" hx-trigger="every 3s" hx-select="#steps" hx-swap="outerHTML"`
    : null
  return html`<header><h1>Set up Plumbline</h1>
<p class="quiet">${done} of ${found.steps.length} steps are done.</p></header>
<ol class="rows steps" id="steps"${again}>${found.steps.map((each) => stepRow(each, found, nowAt))}</ol>
<p class="quiet">What is known about the data so far: <a href="/health">Health</a>.</p>`
}

const marks: Readonly<Record<StepStanding['state'], { state: State; words: string } | null>> = {
  done: { state: 'ok', words: 'done' },
  failed: { state: 'problem', words: 'failed' },
  'under way': { state: 'warning', words: 'under way' },
  next: null,
  later: null,
}

function stepRow({ step, state }: StepStanding, found: FirstRun, nowAt: Instant): Html {
  const mark = marks[state]
  const isOpen = state !== 'done' && state !== 'later'
  const title = isOpen ? html`<strong>${stepTitles[step]}</strong>` : html`${stepTitles[step]}`
  const current = isOpen ? html` aria-current="step"` : null
  return html`<li class="${isOpen ? 'next' : ''}"${current}><span class="bar"><span>${title}</span>${mark === null ? null : stateMark(mark.state, mark.words)}</span>
${state === 'later' ? null : stepText(step, found, nowAt)}
${isOpen ? wayTo(step, found) : null}</li>`
}

function stepText(step: FirstRunStep, found: FirstRun, nowAt: Instant): Html | null {
  const { connections, missingReaders, readers, quarter } = found
  switch (step) {
    case 'connect':
      return connections.length === 0
        ? html`<span class="quiet">You need its address and a secret with read access.</span>`
        : html`<span class="quiet">${outside(connections.map(({ connection }) => connection.name).join(', '))}</span>`
    case 'choose':
      return html`<span class="quiet">All that the account sees, or only some of it.</span>`
    case 'read':
      return html`${connections.map((each) => html`<span class="quiet">${readingText(each, nowAt)}</span>`)}`
    case 'plan':
      return html`<span class="quiet">Teams, people and last quarter’s shares, drafted from what was read.</span>`
    case 'readers':
      if (missingReaders.length > 0)
        return html`<span class="quiet">${missingReaders.slice(0, 5).map(({ teamName, audience }) => html`${outside(teamName)} has no ${audience} reader. `)}</span>`
      return html`<span class="quiet">${counted(readers, 'reader')}, and every team has one of each kind.</span>`
    case 'preview':
      return html`<span class="quiet">${quarter === null ? null : `The reports of ${longQuarter(quarter)}, as they would be now. Nobody is mailed.`}</span>`
    case 'mail':
      return html`<span class="quiet">From a draft’s page, to your own address only.</span>`
  }
}

function readingText({ connection, latestRun, storedTickets }: SyncProgress, nowAt: Instant): Html {
  const name = outside(connection.name)
  if (latestRun?.state === 'failed')
    return html`${name}: ${outsideSentence(latestRun.failure ?? 'the last sync failed')}`
  if (latestRun?.state === 'running') return html`${name}: ${syncProgressText(latestRun)} so far`
  if (connection.cursorAt === null) return html`${name}: not synced yet`
  return html`${name}: ${counted(storedTickets, 'ticket')}, last synced ${ago(connection.cursorAt, nowAt)}`
}

function wayTo(step: FirstRunStep, { connections, quarter }: FirstRun): Html {
  switch (step) {
    case 'connect':
      return html`<span class="answers">${trackers.all().map(({ kind, connects }) => html`<a class="button" href="/connections/new/${kind}">Connect ${connects}</a>`)}</span>`
    case 'choose':
      return eachConnection(
        connections.filter(({ latestRun }) => latestRun === null),
        '/scopes',
      )
    case 'read':
      return eachConnection(
        connections.filter(({ connection }) => connection.cursorAt === null),
        '',
      )
    case 'plan':
      return html`<span class="answers"><a class="button" href="/plan/draft">Open the draft</a><a class="button plain" href="/plan">Upload a file instead</a></span>`
    case 'readers':
      return link('/plan/readers', 'Choose readers')
    case 'preview':
    case 'mail':
      return link(reportsPath(quarter), 'Open the reports')
  }
}

function eachConnection(connections: readonly SyncProgress[], below: string): Html {
  return html`<span class="answers">${connections.map(({ connection }) => html`<a class="button" href="/connections/${encodeURIComponent(connection.connectionId)}${below}">${outside(connection.name)}</a>`)}</span>`
}

function link(path: string, words: string): Html {
  return html`<span class="answers"><a class="button" href="${path}">${words}</a></span>`
}
