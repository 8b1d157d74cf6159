import { comparable } from '../text/comparable.ts'
import type { StatusMeaning } from './status-rules.ts'

/**
 * Names of statuses in which a ticket waits for others (review, blocked), in the languages that trackers are set up in.
 * They hold where a rule file has no `waiting_statuses`.
 */
export const defaultWaitingNames = wordsOf(`
  awaiting approval, awaiting deployment, awaiting qa, awaiting release, awaiting review, blocked, code review, impeded,
  in code review, in review, needs review, on hold, parked, paused, peer review, pending, pending approval, pending review,
  pr review, pull request, ready for code review, ready for deploy, ready for deployment, ready for qa, ready for release,
  ready for review, ready for test, ready for testing, ready to deploy, ready to release, review, stalled, under review,
  waiting, waiting for approval, waiting for customer, waiting for deployment, waiting for qa, waiting for release,
  waiting for review, waiting for support, waiting on customer,
  angehalten, blockiert, code-review, in prüfung, pausiert, bereit für review, warten, warten auf freigabe, warten auf kunde,
  warten auf kunden, wartend, wartet, zurückgestellt,
  bloqué, en attente, en attente du client, en pause, en revue, en révision, revue de code,
  bloqueado, en espera, en pausa, en revisión, pendiente, revisión de código,
  aguardando, aguardando revisão, em espera, em revisão, pendente, revisão de código,
  bloccato, in attesa, in pausa, in revisione, revisione del codice,
  geblokkeerd, in de wacht, wacht op klant, wachten, w trakcie przeglądu, oczekujące, przegląd kodu, wstrzymane, zablokowane,
  コードレビュー, ブロック, ブロック中, レビュー中, レビュー待ち, 保留, 保留中, 待機中, 承認待ち,
  代码审查, 代码评审, 审核中, 待审核, 待评审, 挂起, 暂停, 等待中, 评审中, 阻塞, 已阻塞,
  заблокировано, код-ревью, на проверке, на ревью, ожидание, ожидает, приостановлено, ревью,
  검토 중, 대기 중, 리뷰 중, 보류, 차단됨, 코드 리뷰`)

/**
 * Resolutions, and names of closed statuses, that say: closed, but nothing was delivered. Jira translates its own per site.
 * They hold where a rule file has no `dropped_resolutions`.
 */
export const defaultDroppedResolutions = wordsOf(`
  abandoned, auto closed, bulk closed, by design, can not reproduce, can't fix, can't reproduce, canceled, cancelled,
  cannot reproduce, closed as duplicate, closed won't do, closed won't fix, deferred, declined, discarded, dropped, duplicate,
  duplicated, expired, gone away, incomplete, insufficient information, invalid, later, no longer applicable,
  no longer needed, no response, not a bug, not a defect, not a problem, not applicable, not doing, not enough information,
  not needed, not reproducible, not required, obsolete, out of date, out of scope, outdated, postponed, rejected, spam, stale,
  superseded, timed out, unable to reproduce, will not do, will not fix, withdrawn, won't do, won't fix, won't happen,
  won't implement, wont do, wont fix, wontdo, wontfix, works as designed, works as intended, works for me,
  abgebrochen, abgelehnt, duplikat, kann nicht reproduziert werden, kein fehler, nicht reproduzierbar, storniert, ungültig,
  unvollständig, veraltet, verworfen, wird nicht behoben, wird nicht erledigt, wird nicht gemacht, wird nicht umgesetzt,
  zurückgezogen,
  abandonné, annulé, doublon, dupliqué, impossible à reproduire, incomplet, invalide, ne sera pas corrigé, ne sera pas fait,
  non reproductible, obsolète, refusé, rejeté,
  abandonado, cancelado, duplicado, incompleto, inválido, no reproducible, no se corregirá, no se hará, no se puede reproducir,
  no se solucionará, no válido, obsoleto, rechazado,
  duplicada, não reproduzível, não será corrigido, não será feito, não é possível reproduzir, recusado, rejeitado,
  abbandonato, annullato, duplicato, non riproducibile, non valido, non verrà corretto, non verrà fatto, non verrà risolto,
  respinto, rifiutato,
  afgewezen, dubbel, duplicaat, geannuleerd, geweigerd, kan niet reproduceren, niet reproduceerbaar, ongeldig, onvolledig,
  verouderd, wordt niet gedaan, wordt niet opgelost,
  anulowane, nie będzie zrobione, nie można odtworzyć, nie zostanie naprawione, nieaktualne, niekompletne, nieprawidłowe,
  odrzucone, odrzucony, porzucone,
  キャンセル, 不完全, 修正しない, 再現できません, 再現不可, 却下, 対応しない, 無効, 重複,
  不会做, 不修复, 不做, 不完整, 不解决, 不予解决, 已取消, 已废弃, 已拒绝, 无效, 无法复现, 无法重现, 设计如此, 重复, 重复提交,
  不修復, 無法重現,
  дубликат, не будет выполнено, не будет исправлено, не будет сделано, не воспроизводится, неактуально, невозможно воспроизвести,
  недействительно, неполное, отклонен, отклонено, отклонён, отменен, отменено, отменён, устарело,
  거부됨, 수정하지 않음, 유효하지 않음, 재현 불가, 중복, 취소됨`)

/** Common names of statuses by what they say; used where a tracker says nothing, and to find those that contradict it. */
const plainNames = {
  unstarted: wordsOf(`
    backlog, icebox, new, open, planned, ready for development, ready to start, selected for development, to do, todo, to-do,
    triage, groomed, refined, draft,
    neu, offen, zu erledigen, à faire, nouveau, ouvert, abierto, nuevo, por hacer, tareas por hacer, a fazer, aberto, novo,
    aperto, da fare, nuovo, te doen, do zrobienia, nowe, 未着手, オープン, 作業前, 待办, 打开, 新建, открыт, открыто, к выполнению,
    нужно сделать, 할 일, 열림`),
  in_progress: wordsOf(`
    building, developing, development, doing, implementing, in dev, in development, in implementation, in progress, started,
    wip, work in progress, working,
    in arbeit, in bearbeitung, in entwicklung, in umsetzung, en cours, en développement, en curso, en desarrollo, en progreso,
    em andamento, em desenvolvimento, em progresso, in corso, in lavorazione, in sviluppo, bezig, in behandeling, w toku,
    w trakcie, 作業中, 進行中, 対応中, 处理中, 开发中, 进行中, 正在进行, в работе, в разработке, в процессе, 진행 중`),
  done: wordsOf(`
    accepted, closed, complete, completed, deployed, done, finished, fixed, in production, live, released, resolved, shipped,
    abgeschlossen, behoben, erledigt, fertig, gelöst, geschlossen, clos, fermé, fini, livré, résolu, terminé,
    cerrado, finalizado, hecho, listo, resuelto, terminado, concluído, feito, fechado, resolvido, chiuso, completato, fatto,
    risolto, gereed, gesloten, klaar, opgelost, gotowe, rozwiązane, zakończone, zamknięte, クローズ, 完了, 解決済み,
    完成, 已上线, 已关闭, 已完成, 已解决, выполнено, готово, закрыт, закрыто, решен, решено, 완료, 완료됨, 해결됨`),
} as const

const waiting = new Set(defaultWaitingNames)
const dropped = new Set(defaultDroppedResolutions)
const unstarted = new Set(plainNames.unstarted)
const inProgress = new Set(plainNames.in_progress)
const done = new Set(plainNames.done)

/** What a status's name says by itself; null for a name that isn't a common one. */
export function meaningOfName(name: string): StatusMeaning | null {
  const word = comparable(name)
  if (waiting.has(word)) return 'waiting'
  if (dropped.has(word)) return 'dropped'
  if (unstarted.has(word)) return 'unstarted'
  if (inProgress.has(word)) return 'in_progress'
  return done.has(word) ? 'done' : null
}

function wordsOf(list: string): readonly string[] {
  return list.split(',').map(comparable)
}
