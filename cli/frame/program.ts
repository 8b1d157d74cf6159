import { Command } from 'commander'
import { addAccountsCommand } from '../commands/accounts/command.ts'
import { addAdminCommand } from '../commands/admin/command.ts'
import { addChangesCommand } from '../commands/changes/command.ts'
import { addConnectCommands } from '../commands/connect/command.ts'
import { addConnectionsCommand } from '../commands/connections/command.ts'
import { addDeliveriesCommand } from '../commands/deliveries/command.ts'
import { addDisconnectCommand } from '../commands/disconnect/command.ts'
import { addDoctorCommand } from '../commands/doctor/command.ts'
import { addDriftCommand } from '../commands/drift/command.ts'
import { addExplainCommand } from '../commands/explain/command.ts'
import { addExportCommands } from '../commands/export/command.ts'
import { addForecastCommand } from '../commands/forecast/command.ts'
import { addOverrideCommand } from '../commands/override/command.ts'
import { addPlanCommands } from '../commands/plan/command.ts'
import { addQueueCommand } from '../commands/queue/command.ts'
import { addReportCommands } from '../commands/report/command.ts'
import { addReviewCommands } from '../commands/review/command.ts'
import { addRulesCommands } from '../commands/rules/command.ts'
import { addSchedulesCommand } from '../commands/schedules/command.ts'
import { addSecretsCommands } from '../commands/secrets/command.ts'
import { addStatusesCommand } from '../commands/statuses/command.ts'
import { addSyncCommand } from '../commands/sync/command.ts'
import type { RunAction } from './action.ts'
import { exitCodesInWords } from './exit-codes.ts'

export interface ProgramOutput {
  readonly writeOut: (text: string) => void
  readonly writeErr: (text: string) => void
}

/** The commands with their help; `runAction` runs the one that is called. */
export function buildProgram(runAction: RunAction, output: ProgramOutput): Command {
  const program = new Command('plumbline')
    .description('Shows where engineering work really went, against where it was planned.')
    .version('0.1.0', '-V, --version', 'print the version')
    .option('--json', 'print one JSON document on stdout; everything else goes to stderr')
    .option('--verbose', 'show what the embedded servers do')
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .configureOutput({ ...output, getOutHasColors: () => false, getErrHasColors: () => false })
    .showHelpAfterError('(plumbline --help shows all commands)')
    .exitOverride()
  program.commandsGroup('Setting up:')
  addConnectCommands(program, runAction)
  addDisconnectCommand(program, runAction)
  addConnectionsCommand(program, runAction)
  addPlanCommands(program, runAction)
  addAccountsCommand(program, runAction)
  addRulesCommands(program, runAction)
  addStatusesCommand(program, runAction)
  addSchedulesCommand(program, runAction)
  addAdminCommand(program, runAction)
  addSecretsCommands(program, runAction)
  addDoctorCommand(program, runAction)
  program.commandsGroup('Each quarter:')
  addSyncCommand(program, runAction)
  addReportCommands(program, runAction)
  addReviewCommands(program, runAction)
  addDeliveriesCommand(program, runAction)
  addDriftCommand(program, runAction)
  addForecastCommand(program, runAction)
  addChangesCommand(program, runAction)
  program.commandsGroup('Looking closer:')
  addExplainCommand(program, runAction)
  addOverrideCommand(program, runAction)
  addQueueCommand(program, runAction)
  addExportCommands(program, runAction)
  program.addHelpText('after', `\n${exitCodesInWords}`)
  return program
}
