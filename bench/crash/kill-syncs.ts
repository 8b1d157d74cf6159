import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../adapters/store/sql/client.ts'
import { latestRuns } from '../../adapters/store/sync/sync-runs.ts'
import { loadEvents, loadTickets } from '../../adapters/store/tickets/tickets.ts'
import type { FakeJira } from '../../fakes/jira/server/server.ts'
import { runInProcess } from '../../test/cli/run-in-process.ts'

const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
const by = 'ada.example@lumenworks.example'

export interface SyncKillScene {
  readonly store: Store
  /** What commands are started with. */
  readonly environment: Readonly<Record<string, string>>
  /** Where they find no settings of ours, and leave nothing. */
  readonly folder: string
  readonly jira: FakeJira
  readonly connectionId: string
  /** How many tickets the tracker has, from first to last. */
  readonly tickets: number
  /** From 0 to 1; decides when a command is killed. */
  readonly random: () => number
  /** How often one is killed in the middle of a sync. */
  readonly points: number
  readonly say?: (line: string) => void
}

export interface SyncKillResult {
  /** Runs that said that they succeeded. */
  readonly finished: number
  /** In what the store differs from the tracker. */
  readonly differences: readonly string[]
  /** Runs over all tickets that told another number of them. */
  readonly miscounted: readonly string[]
}

/**
 * Kills `plumbline sync` at each point and starts the next one, while life at the tracker goes on, and judges by the tracker's own
 * records. Where one ends before its point, the next one reads everything again.
 */
export async function killWhileSyncing(scene: SyncKillScene): Promise<SyncKillResult> {
  const { store, jira, connectionId, random, points, say } = scene
  for (let point = 0; point < points; ) {
    const command = startSync(scene, '--full')
    const killAt = requestsOf(jira) + 3 + Math.floor(random() * 45)
    const pauseMs = random() * 40
    while (command.exitCode === null && requestsOf(jira) < killAt) await sleep(2)
    await sleep(pauseMs)
    const wasRunning = command.exitCode === null
    await kill(command)
    if (wasRunning) point += 1
    say?.(
      `${point} of ${points}: ${wasRunning ? `killed at request ${requestsOf(jira)}` : 'it ended before'}`,
    )
    changeSomething(scene, point)
  }
  for (const option of ['--full', '--nightly']) {
    // Nobody kills them, so they need no process of their own.
    await runInProcess(['sync', option], scene)
  }
  const runs = (await latestRuns(store, connectionId, points + 9)).filter(({ state }) => state === 'finished')
  return {
    finished: runs.length,
    differences: await differencesOf(scene),
    miscounted: runs
      .filter(({ kind, tickets }) => kind === 'full' && tickets !== scene.tickets)
      .map(({ runId, tickets }) => `run ${runId} counts ${tickets} of ${scene.tickets} tickets`),
  }
}

function startSync({ environment, folder }: SyncKillScene, option: string): ChildProcess {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return spawn(process.execPath, [program, 'sync', option], {
    cwd: folder,
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
    stdio: 'ignore',
  })
}

async function kill(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return
  const exited = once(command, 'exit')
  command.kill('SIGKILL')
  await exited
}

function requestsOf({ requests }: FakeJira): number {
  return [...requests.values()].reduce((sum, count) => sum + count, 0)
}

/** Of a ticket that was read already, or wasn't; none is new or gone, so that each run can tell how many there are. */
function changeSomething({ jira, tickets, random }: SyncKillScene, point: number): void {
  const key = `ALP-${1 + Math.floor(random() * tickets)}`
  jira.state.editTicket(key, { summary: `Changed after point ${point}` })
  jira.state.transitionTicket(key, point % 2 === 0 ? 'in_review' : 'done', by)
}

/** Tickets as one side has them, each as a line. */
async function differencesOf({ store, jira }: SyncKillScene): Promise<string[]> {
  const moves = Map.groupBy(await loadEvents(store), ({ ticketId }) => ticketId)
  const ours = (await loadTickets(store)).map(({ ticketId, key, title, statusId, updatedAt, removal }) => {
    const own = (moves.get(ticketId) ?? []).filter(({ kind }) => kind === 'status')
    const lastAt = Math.max(...own.map(({ happenedAt }) => happenedAt))
    return [ticketId, key, title, statusId, updatedAt, removal, own.length, lastAt].join(' ')
  })
  const theirs = jira.state.issues().map(({ issueId, key, summary, statusId, updatedAt, histories }) => {
    const own = histories.filter(({ items }) => items.some(({ field }) => field === 'status'))
    const lastAt = Math.max(...own.map(({ at }) => at))
    return [issueId, key, summary, statusId, updatedAt, null, own.length, lastAt].join(' ')
  })
  const [stored, told] = [new Set(ours), new Set(theirs)]
  return [
    ...ours.filter((line) => !told.has(line)).map((line) => `stored: ${line}`),
    ...theirs.filter((line) => !stored.has(line)).map((line) => `of the tracker: ${line}`),
  ]
}
