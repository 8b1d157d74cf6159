import { Command } from 'commander'
import type { z } from 'zod'
import type { Answer } from './result.ts'
import type { Session } from './session.ts'

/** Turns what a command does into what commander calls: parses its words and options, and answers. */
export type Act = <Input>(
  shape: z.ZodType<Input>,
  run: (session: Session, input: Input) => Promise<Answer>,
) => (...commanderArguments: unknown[]) => Promise<void>

/** A command's words by their names, and its options and the program's by theirs, as one object. */
export function inputOf(commanderArguments: readonly unknown[]): Record<string, unknown> {
  const command = commandOf(commanderArguments)
  const words = command.registeredArguments.map((argument, index) => [
    argument.name().toLowerCase(),
    command.processedArgs[index],
  ])
  return { ...Object.fromEntries(words), ...command.optsWithGlobals() }
}

/** commander passes the command last. */
function commandOf(commanderArguments: readonly unknown[]): Command {
  const last = commanderArguments.at(-1)
  if (!(last instanceof Command)) throw new TypeError('commander called an action without its command')
  return last
}
