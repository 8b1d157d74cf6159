import { parseEmail } from '../../domain/text/email.ts'
import { commandLineActor } from '../../queries/sign-in/admins.ts'
import { UsageError } from '../frame/errors.ts'

/** Who makes a change: the address of `--author`, or the command line. @throws UsageError for what is no address */
export function actorOf(author: string | undefined): string {
  return author === undefined ? commandLineActor : emailOfAuthor(author)
}

/** @throws UsageError for what is no address */
export function emailOfAuthor(author: string): string {
  const email = parseEmail(author)
  if (email === null) throw new UsageError(`--author "${author}" is not an e-mail address`)
  return email
}
