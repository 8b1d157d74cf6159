import { Command } from 'commander'
import { addConnectCommands } from '../commands/connect/command.ts'
import { addConnectionsCommand } from '../commands/connections.ts'
import { addDeliveriesCommand } from '../commands/deliveries.ts'
import { addDisconnectCommand } from '../commands/disconnect.ts'
import { addDoctorCommand } from '../commands/doctor/command.ts'
import { addExplainCommand } from '../commands/explain/command.ts'
import { addExportCommands } from '../commands/export/command.ts'
import { addOverrideCommand } from '../commands/override.ts'
import { addPlanCommands } from '../commands/plan.ts'
import { addReportCommands } from '../commands/report/command.ts'
import { addRulesCommands } from '../commands/rules.ts'
import { addSyncCommand } from '../commands/sync.ts'
import type { Act } from './action.ts'
import { exitCodesInWords } from './exit-codes.ts'

export interface ProgramOutput {
  readonly writeOut: (text: string) => void
  readonly writeErr: (text: string) => void
}

/** The commands with their help; `act` decides what happens when one is called. */
export function buildProgram(act: Act, output: ProgramOutput): Command {
  const program = new Command('plumbline')
    .description('Tells where engineering work really went, against where it was planned.')
    .version('0.1.0', '-V, --version', 'print the version')
    .option('--json', 'print one JSON document on stdout; all else goes to stderr')
    .option('--verbose', 'say what the embedded servers do')
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .configureOutput({ ...output, getOutHasColors: () => false, getErrHasColors: () => false })
    .showHelpAfterError('(plumbline --help shows all commands)')
    .exitOverride()
  program.commandsGroup('Setting up:')
  addConnectCommands(program, act)
  addDisconnectCommand(program, act)
  addConnectionsCommand(program, act)
  addPlanCommands(program, act)
  addRulesCommands(program, act)
  addDoctorCommand(program, act)
  program.commandsGroup('Each quarter:')
  addSyncCommand(program, act)
  addReportCommands(program, act)
  addDeliveriesCommand(program, act)
  program.commandsGroup('Looking closer:')
  addExplainCommand(program, act)
  addOverrideCommand(program, act)
  addExportCommands(program, act)
  program.addHelpText('after', `\n${exitCodesInWords}`)
  return program
}
