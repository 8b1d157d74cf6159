import { z } from 'zod'
import { isoOf, minuteMs } from '../../../domain/instant.ts'
import { linkLifeMs } from '../../../domain/sign-in/limits.ts'
import { linkUrl } from '../../../domain/sign-in/link-url.ts'
import { parseEmail } from '../../../domain/text/email.ts'
import { commandLineActor, listAdmins, makeAdmin, unmakeAdmin } from '../../../queries/sign-in/admins.ts'
import { createLink } from '../../../queries/sign-in/links.ts'
import { publicOriginOf } from '../../../worker/settings/web-config.ts'
import { defineAction } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'

/** `plumbline admin`. */
export const admin = defineAction(
  z.object({ email: z.string().optional(), remove: z.boolean().default(false) }),
  async (session, { email: given, remove }) => {
    if (given === undefined) {
      if (remove) throw new UsageError('--remove needs the address of an admin')
      return list(session)
    }
    const email = parseEmail(given)
    if (email === null) throw new UsageError('the address is not an e-mail address')
    return remove ? removeOne(session, email) : addOne(session, email)
  },
)

async function list(session: Session): Promise<Answer> {
  const admins = await listAdmins(await session.store())
  return {
    json: {
      admins: admins.map(({ email, addedAt, addedBy }) => ({ email, addedAt: isoOf(addedAt), addedBy })),
    },
    lines: admins.length === 0 ? ['No admin yet: plumbline admin EMAIL'] : admins.map(({ email }) => email),
  }
}

async function addOne(session: Session, email: string): Promise<Answer> {
  const store = await session.store()
  const nowAt = session.now()
  const added = await makeAdmin(store, { email, actor: commandLineActor, nowAt })
  const { token } = await createLink(store, { email, returnTo: '/', askedOn: 'command line', nowAt })
  const url = linkUrl(publicOriginOf((await session.config()).web), token)
  return {
    json: { email, added, url, expiresAt: isoOf(nowAt + linkLifeMs) },
    lines: [
      added ? `${email} is an admin now.` : `${email} was an admin already.`,
      `Sign in, once, within ${linkLifeMs / minuteMs} minutes (the pages are served by npm start):`,
      url,
    ],
  }
}

async function removeOne(session: Session, email: string): Promise<Answer> {
  const store = await session.store()
  const removed = await unmakeAdmin(store, { email, actor: commandLineActor, nowAt: session.now() })
  return {
    json: { email, removed },
    lines: [removed ? `${email} is no admin any more, and signed out.` : `${email} is no admin.`],
    exitCode: removed ? exitCodes.ok : exitCodes.negative,
  }
}
