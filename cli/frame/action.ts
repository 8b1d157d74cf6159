import { Command } from 'commander'
import type { z } from 'zod'
import type { Answer } from './result.ts'
import type { Session } from './session.ts'

/** What a command does: its arguments and options as a schema, and the work. */
export interface CommandAction<Input> {
  readonly input: z.ZodType<Input>
  readonly run: (session: Session, input: Input) => Promise<Answer>
}

/** Ties a command's work to the schema of its input. */
export function defineAction<Input>(
  input: z.ZodType<Input>,
  run: CommandAction<Input>['run'],
): CommandAction<Input> {
  return { input, run }
}

/** Wraps a command's work for commander, and loads it only when the command is called, so `--help` loads none. */
export type RunAction = <Input>(
  load: () => Promise<CommandAction<Input>>,
) => (...commanderArguments: unknown[]) => Promise<void>

/** A command's arguments by their names, and its options and the program's by theirs, as one object. */
export function inputOf(commanderArguments: readonly unknown[]): Record<string, unknown> {
  const command = commandOf(commanderArguments)
  const args = command.registeredArguments.map((argument, index) => [
    argument.name().toLowerCase(),
    command.processedArgs[index],
  ])
  return { ...Object.fromEntries(args), ...command.optsWithGlobals() }
}

/** commander passes the command last. */
function commandOf(commanderArguments: readonly unknown[]): Command {
  const last = commanderArguments.at(-1)
  if (!(last instanceof Command)) throw new TypeError('commander called an action without its command')
  return last
}
