import type { TrackerDefinition } from '../../adapters/trackers/definition.ts'
import type { Instant } from '../../domain/instant.ts'
import { newHookSecretForm } from '../../queries/hooks/hook-secret.ts'
import { field } from '../page/form/field.ts'
import { formStart, secretField } from '../page/form/form.ts'
import type { FormProblem } from '../page/form/problems.ts'
import { type Html, html } from '../page/html.ts'
import { stateMark } from '../page/parts.ts'
import { time } from '../page/times.ts'
import { connectionPath } from './paths.ts'

/** How a connection's webhooks stand. */
export interface HooksStanding {
  /** Null where it takes none. */
  readonly hooks: {
    readonly madeAt: Instant
    readonly receivedAt: Instant | null
    readonly mark: string
  } | null
  /** Where the tracker sends them. */
  readonly address: string
  /** Whether a PUBLIC_URL says where our pages are: another address is that of this machine for itself. */
  readonly isPublic: boolean
  /** A secret that was just made, to be shown this once. */
  readonly newSecret: string | null
}

interface HooksView extends HooksStanding {
  readonly connectionId: string
  readonly definition: TrackerDefinition
  readonly problems: readonly FormProblem[]
  readonly formToken: string
}

/** A connection's webhooks: where they are sent, and the secret that signs them. Null for a tracker that sends none. */
export function hooksView({ hooks, address, isPublic, newSecret, ...view }: HooksView): Html | null {
  const { connectionId, definition, problems, formToken } = view
  if (definition.hooks === undefined) return null
  const { setUp, secretFrom } = definition.hooks
  const shown = html`<dl class="to-copy"><div><dt>Address</dt><dd><code>${address}</code></dd></div>
${newSecret === null ? null : html`<div><dt>New secret (shown this once)</dt><dd><code id="hook-new-secret">${newSecret}</code></dd></div>`}</dl>
${isPublic ? null : html`<p>${stateMark('warning')} ${definition.label} can’t reach this address: it works on this machine only. Set <code>PUBLIC_URL</code> to the address where others open these pages.</p>`}`
  const typed =
    secretFrom === 'tracker'
      ? field(
          {
            name: secretField,
            id: 'hook-secret',
            label: `${definition.label}’s secret of the webhook`,
            problems,
          },
          (attributes) =>
            html`<input${attributes} type="password" required maxlength="1000" autocomplete="off">`,
        )
      : null
  const seen = html`<input type="hidden" name="against" value="${hooks?.mark ?? ''}"><input type="hidden" name="form" value="${newHookSecretForm()}">`
  const button = secretFrom === 'tracker' ? 'Save the secret' : 'Make a secret'
  return html`<section class="card no-print" id="webhooks"><h2>Webhooks</h2>
<p>${standingText(hooks)}</p>
<div class="hint">${setUp.map((sentence) => html`<p>${sentence}</p>`)}</div>
${shown}
${formStart(connectionPath(connectionId, 'hooks'), formToken)}${seen}${typed}
<button class="plain" name="turn" value="on">${hooks === null ? button : `${button} to replace the current one`}</button></form>
${hooks === null ? null : html`${formStart(connectionPath(connectionId, 'hooks'), formToken)}<button class="plain danger" name="turn" value="off">Stop taking webhooks</button></form>`}</section>`
}

function standingText(hooks: HooksStanding['hooks']): Html {
  if (hooks === null)
    return html`None are taken: syncs find the changes. With webhooks, changes are read within seconds.`
  const last =
    hooks.receivedAt === null ? html`None has come yet.` : html`The last one came ${time(hooks.receivedAt)}.`
  return html`Taken since ${time(hooks.madeAt)}. ${last}`
}
