import type { WorkKind } from './kinds.ts'
import { Random } from './random.ts'
import { customers, libraries, type Vocabulary, vocabularies } from './vocabulary.ts'

/** Patterns by kind of work; a word in braces is drawn from the team's vocabulary. */
const patterns: Readonly<Record<WorkKind, readonly string[]>> = {
  story: [
    'let {users} {act} the {thing} {moment}',
    'let {users} {act} the {thing}',
    'show the {thing} to {users} {moment}',
    'show {users} who else can {act} the {thing}',
    'ask {users} before they {act} the {thing} {moment}',
    'remember how {users} {act} the {thing}',
    'explain the {thing} {moment}',
    'link the {thing} to the {thing2} {moment}',
    'new design of the {thing} for {users}',
  ],
  feature_task: [
    'store the {thing} in the {system}',
    'read data for the {thing} from {partner}',
    'endpoint to {act} the {thing}',
    'switch to try the {thing} with {users}',
    'copy for the {thing} {moment}',
    'wire the {thing} to the {system} {moment}',
  ],
  bug: [
    '{thing} is shown twice {moment}',
    '{thing} is empty {moment}',
    '{system} drops the {thing} {moment}',
    'wrong {thing} {moment}',
    '{users} cannot {act} the {thing} {moment}',
    'error 500 from the {system} {moment}',
    '{thing} loses its settings {moment}',
    'old {thing} comes back {moment}',
  ],
  incident: [
    '{system} does not answer {moment}',
    '{system}: queue grows, {thing} delayed',
    '{system} out of memory {moment}',
    'errors from {partner} stop the {system}',
    '{thing} unavailable for {users}',
    '{system} restarts in a loop {moment}',
  ],
  support: [
    '{customer}: cannot {act} the {thing}',
    '{customer}: {thing} missing {moment}',
    '{customer} asks why the {thing} changed {moment}',
    '{customer}: please {act} the {thing} by hand',
    '{customer}: {thing} does not match the {thing2}',
    'help {users} of {customer} to {act} the {thing}',
  ],
  upgrade: [
    'upgrade {library} in the {system} to {version}',
    'renew the certificate that the {system} shows to {partner}',
    'patch {library} in the {system} (advisory {number})',
    'move the {system} to the next version of {partner}',
    'rebuild the {system} on base image {version}',
  ],
  compliance: [
    'audit question {number}: who may {act} the {thing}?',
    'delete data of the {thing} after the retention period',
    'evidence for control {number}: {thing} {moment}',
    'log when {users} {act} the {thing}',
  ],
  'tech-debt': [
    'split the {thing} out of the {system}',
    'remove the second copy of the {thing} from the {system}',
    'one code path for the {thing} and the {thing2}',
    'delete unused tables behind the {thing}',
    'move the {thing} off the old {system}',
  ],
  performance: [
    'load the {thing} in under {number} ms {moment}',
    'cache the {thing} in the {system}',
    'stop the {system} from reading the {thing} once per row',
    'load test of the {system} {moment}',
  ],
  observability: [
    'alert when the {thing} is late {moment}',
    'dashboard for the {system} and {partner}',
    'trace the {thing} through the {system}',
    'say in the log which {thing} failed {moment}',
  ],
  resilience: [
    'retry the {thing} when {partner} times out',
    'queue the {thing} while {partner} is down',
    'restart the {system} without losing the {thing}',
    'limit how often the {system} calls {partner} {moment}',
    'rehearse the loss of the {system} {moment}',
  ],
  'security-hardening': [
    'take write access to the {thing} from the {system}',
    'encrypt stored data of the {thing}',
    'shorten the lifetime of credentials for {partner} in the {system}',
  ],
  postmortem: [
    'follow-up: the {system} must not stop when {partner} fails',
    'follow-up: test the {thing} {moment}',
    'follow-up: runbook for the {system} {moment}',
  ],
  unsorted: [
    'look into the {thing} {moment}',
    '{thing}: clarify with {users}',
    'prepare the {thing} for the workshop with {customer}',
    'collect examples of the {thing} {moment}',
    '{system}: a closer look {moment}',
  ],
}

/** Writes a title for each ticket from its team's vocabulary, a new one while the vocabulary allows it. */
export class TitleWriter {
  readonly #random: Random
  readonly #used = new Set<string>()

  constructor(seed: string) {
    this.#random = new Random(`${seed} titles`)
  }

  write(teamId: string, kind: WorkKind): string {
    const words = vocabularies[teamId]
    if (words === undefined) throw new RangeError(`no vocabulary for team ${teamId}`)
    let title = this.#draw(words, kind)
    for (let attempt = 0; attempt < 12 && this.#used.has(title); attempt += 1) title = this.#draw(words, kind)
    this.#used.add(title)
    return title
  }

  #draw(words: Vocabulary, kind: WorkKind): string {
    const random = this.#random
    const thing = random.pick(words.things)
    const others = words.things.filter((each) => each !== thing)
    const fill: Readonly<Record<string, () => string>> = {
      thing: () => thing.name,
      thing2: () => random.pick(others).name,
      system: () => random.pick(words.systems),
      partner: () => random.pick(words.partners),
      users: () => random.pick(words.users),
      act: () => random.pick(thing.acts),
      moment: () => random.pick(words.moments),
      customer: () => random.pick(customers),
      library: () => random.pick(libraries),
      version: () => `${random.whole(2, 24)}.${random.whole(0, 9)}`,
      number: () => String(random.whole(3, 60) * 5),
    }
    const title = random
      .pick(patterns[kind])
      .replace(/\{(\w+)\}/g, (whole, name: string) => fill[name]?.() ?? whole)
    return title.charAt(0).toUpperCase() + title.slice(1)
  }
}
