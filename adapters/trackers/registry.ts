import { jira } from '../jira/definition.ts'
import { linear } from '../linear/definition.ts'
import type { SignIn, TrackerDefinition } from './definition.ts'
import { TrackerRequestError } from './errors.ts'

/**
 * The trackers that Plumbline can read. Commands, help, messages, rule files and sign-ins follow from it.
 *
 * Definitions load no library, so that the list costs nothing at start-up.
 */
export class TrackerRegistry {
  private readonly definitions = new Map<string, TrackerDefinition>()

  /** @throws RangeError for a name that is taken, or that the database would refuse */
  register(definition: TrackerDefinition): void {
    const { kind, signIns } = definition
    for (const name of [kind, ...signIns.map((signIn) => signIn.kind)]) {
      if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new RangeError(`"${name}" can't name a tracker or a sign-in`)
    }
    if (this.definitions.has(kind)) throw new RangeError(`there is a tracker "${kind}" already`)
    this.definitions.set(kind, definition)
  }

  all(): readonly TrackerDefinition[] {
    return [...this.definitions.values()]
  }

  kinds(): readonly string[] {
    return [...this.definitions.keys()]
  }

  /** Every environment variable that may hold a tracker's secret. */
  secretVariables(): readonly string[] {
    return this.all().flatMap(({ signIns }) => signIns.map(({ secretVariable }) => secretVariable))
  }

  /** @throws TrackerRequestError for a kind that this version doesn't have */
  definitionOf(kind: string): TrackerDefinition {
    const definition = this.definitions.get(kind)
    if (definition !== undefined) return definition
    throw new TrackerRequestError(
      `This version of Plumbline can't read the tracker "${kind}", only ${this.kinds().join(', ')}: update it, or remove the connection.`,
    )
  }

  /** @throws TrackerRequestError for a tracker or a sign-in that this version doesn't have */
  signInOf(kind: string, signInKind: string): SignIn {
    const { label, signIns } = this.definitionOf(kind)
    const signIn = signIns.find((each) => each.kind === signInKind)
    if (signIn !== undefined) return signIn
    throw new TrackerRequestError(
      `This version of Plumbline can't sign in to ${label} with "${signInKind}": connect again.`,
    )
  }
}

export const trackers = new TrackerRegistry()
trackers.register(jira)
trackers.register(linear)
