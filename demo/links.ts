import { join } from 'node:path'
import { currentReadership } from '../adapters/store/reconcile/plans.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Instant } from '../domain/instant.ts'
import type { Stakeholder } from '../domain/plan/plan.ts'
import { linkUrl } from '../domain/sign-in/link-url.ts'
import { makeAdmin } from '../queries/sign-in/admins.ts'
import { createLink } from '../queries/sign-in/links.ts'
import { knownVisitor } from '../queries/sign-in/visitors.ts'
import { openLog } from '../worker/logging/log.ts'
import { openStoreAndKeys } from '../worker/parts/store.ts'
import type { Say } from '../worker/process/say.ts'
import type { Config } from '../worker/settings/config.ts'
import { ConfigError } from '../worker/settings/config-error.ts'
import { ownerFileOf } from './config.ts'
import { findRunningSite } from './running-site.ts'

/** The demo's admin, who is in nobody's team. */
const adminEmail = 'admin@lumenworks.example'
/** Its reliability budget is the one that drifts. */
const shownTeamId = 'search'

/** Somebody who may look at the demo's site. */
interface DemoVisitor {
  readonly part: string
  readonly email: string
}

/** An admin, a team's product reader and an executive reader. The admin is made one, if need be. */
export async function demoVisitors(store: Store, nowAt: Instant): Promise<DemoVisitor[]> {
  await makeAdmin(store, { email: adminEmail, actor: 'demo', nowAt })
  const { stakeholders = [], teams = [] } = (await currentReadership(store)) ?? {}
  const reviewer = productReaderOf(stakeholders, shownTeamId)
  const leader = stakeholders.find(({ audience }) => audience === 'executive')
  const teamName = teams.find(({ teamId }) => teamId === shownTeamId)?.name ?? shownTeamId
  return [
    { part: 'admin', email: adminEmail },
    ...(reviewer === undefined ? [] : [{ part: `PM of ${teamName}`, email: reviewer.email }]),
    ...(leader === undefined ? [] : [{ part: 'leader', email: leader.email }]),
  ]
}

/** The PM of a team: who reads its product report. */
export function productReaderOf(
  stakeholders: readonly Stakeholder[],
  teamId: string,
): Stakeholder | undefined {
  return stakeholders.find(
    ({ audience, scope }) => audience === 'product' && scope.kind === 'team' && scope.teamId === teamId,
  )
}

/** A link that signs an address in once. @throws ConfigError for one that may not sign in */
export async function demoLink(
  store: Store,
  request: { readonly origin: string; readonly email: string; readonly nowAt: Instant },
): Promise<string> {
  const visitor = await knownVisitor(store, request.email)
  if (visitor === null)
    throw new ConfigError(
      `nobody of the demo has the address ${request.email}: take ${adminEmail}, or one of the stakeholders in plans/demo.yaml`,
    )
  const { email, name } = visitor
  const { nowAt } = request
  const { token } = await createLink(store, { email, name, returnTo: '/', askedOn: 'command line', nowAt })
  return linkUrl(request.origin, token)
}

/**
 * `npm run demo -- --link EMAIL`: one more link to the site of the demo that runs on this folder, by that demo's clock.
 * @throws ConfigError where none serves its site
 */
export async function printDemoLink(config: Config, email: string, say: Say): Promise<void> {
  const site = findRunningSite(ownerFileOf(config))
  if (site === null)
    throw new ConfigError(
      `no demo serves its site from ${config.dataDir}: start one with "npm run demo -- --keep", and wait for its address`,
    )
  const now = (): Instant => Date.now() + site.clockAheadMs
  const log = openLog(config.logLevel, process.env, join(config.dataDir, 'demo.log'))
  const opened = await openStoreAndKeys({ config, log, now, say: () => undefined })
  try {
    say(await demoLink(opened.store, { origin: site.origin, email, nowAt: now() }))
  } finally {
    await opened.close()
  }
}
