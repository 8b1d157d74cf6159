import type { Command } from 'commander'
import { type ExportField, exportFields } from '../../queries/exports/fields.ts'
import { buildProgram } from '../frame/program.ts'

/** docs/cli.md: every command's own help, so that the two can't differ. */
export function cliDocs(): string {
  let captured = ''
  const take = (text: string): void => {
    captured += text
  }
  const program = buildProgram(() => () => Promise.resolve(), { writeOut: take, writeErr: take })
  const helpOf = (command: Command): string => {
    captured = ''
    command.outputHelp()
    return ['```', captured.trimEnd(), '```'].join('\n')
  }
  const sections = commandsBelow(program).map(({ name, command }) => `## ${name}\n${helpOf(command)}`)
  return `${[
    '# Commands',
    'Written by `node cli/docs/write.ts` from the help of the commands themselves.',
    'Run `npm run -s plumbline -- COMMAND` in this folder, or `./plumbline COMMAND` from any.',
    helpOf(program),
    ...sections,
  ].join('\n\n')}\n`
}

interface NamedCommand {
  readonly name: string
  readonly command: Command
}

/** The commands that do something, without those that only group others. */
function commandsBelow(parent: Command): NamedCommand[] {
  return parent.commands.flatMap((command) => {
    if (command.commands.length === 0) return [{ name: command.name(), command }]
    return commandsBelow(command).map((below) => ({ ...below, name: `${command.name()} ${below.name}` }))
  })
}

/** docs/exports.md: the fields of each export, in the order of its columns. */
export function exportDocs(): string {
  return `${[
    '# Exports',
    'Written by `node cli/docs/write.ts` from queries/exports/fields.ts.',
    [
      '`plumbline export WHAT --format jsonl|csv` writes one row a line. In JSON Lines what is empty is `null`, in CSV an empty cell.',
      'CSV follows RFC 4180 and begins with a head. A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`,',
      'also after blanks or in full width, or with a tab or a line break) gets an apostrophe in front; numbers never do. Times are ISO 8601 in UTC. Rows come in the same order each time.',
      'With `--for-excel [region]` the CSV has a byte-order mark and the separator and decimal mark of a region such as `de-DE`, and what Excel would',
      'make a number or a date of (the key `DEC-12`, a long id) is written as `="DEC-12"`, which it shows as that text.',
      'The figures behind the reports of the executive are `reconciliation`.',
      'Nobody is named but the readers of reports, and in `audit` who made a change: events carry no actor, and effort ends at team, week and ticket.',
    ].join('\n'),
    ...Object.entries(exportFields).map(([name, fields]) => `## ${name}\n${tableOf(fields)}`),
  ].join('\n\n')}\n`
}

function tableOf(fields: Readonly<Record<string, ExportField>>): string {
  return [
    '| field | kind | meaning |',
    '|---|---|---|',
    ...Object.entries(fields).map(([name, { kind, meaning }]) => `| \`${name}\` | ${kind} | ${meaning} |`),
  ].join('\n')
}
