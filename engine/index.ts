/**
 * The engine: YAML text to playbook, playbook to machine, event to turn. Pure: it reads no clock, disk or network.
 *
 * @module
 */
export {
  type CompiledPlaybook,
  compilePlaybook,
  type ReadingOfVersion,
  type TrainedPlaybook,
  trainPlaybook,
} from "./compile/compile-playbook.ts";
export type { Value } from "./conditions/condition.ts";
export { draftTests } from "./explore/draft-tests.ts";
export { drawPlaybook, GRAPH_FORMATS, type GraphFormat } from "./explore/draw.ts";
export { type Exploration, type ExploreWorld, explore } from "./explore/explore.ts";
export type { Finding } from "./explore/finding.ts";
export { prove, proveOne } from "./explore/prove.ts";
export { type Simulation, simulate } from "./explore/simulate.ts";
export { type Handoff, isOwned, isSought, type PersonRef, type Transfer } from "./handoff/handoff.ts";
export { type Desk, isOnRung, type Routing, route } from "./handoff/route.ts";
export type { Grade, Lead, ReceiptLine } from "./lead/lead.ts";
export type { Grades } from "./lead/score.ts";
export type { ConsentProof } from "./machine/context.ts";
export { type Message, type MessageCard, type MessageInput, messageForReps } from "./messages/message.ts";
export { addTexts, type TextsFile } from "./playbook/add-texts.ts";
export { type Beside, checkTogether } from "./playbook/checks/check-together.ts";
export { missingServices } from "./playbook/checks/missing-services.ts";
export { unspokenTexts } from "./playbook/checks/unspoken-texts.ts";
export type { HandoffRules } from "./playbook/handoff-rules.ts";
export type { Playbook } from "./playbook/playbook.ts";
export { readPlaybook } from "./playbook/read-playbook.ts";
export { readServices } from "./playbook/read-services.ts";
export { readSite, type SiteRead } from "./playbook/read-site.ts";
export { readTexts, textsOf } from "./playbook/read-texts.ts";
export type { Service, Services } from "./playbook/service.ts";
export {
  chatConsentText,
  defaultSite,
  type Site,
  type Team,
  type WidgetLook,
  zoneOf,
} from "./playbook/site.ts";
export type { CountedFor, Limited, Rate, Retention, SiteLimits } from "./playbook/site-limits.ts";
export { type FileSetting, isSettable, SETTABLE, type SiteSettings } from "./playbook/site-settings.ts";
export { textsFileName } from "./playbook/texts-file-name.ts";
export { WEBHOOK_EVENTS, type Webhook, type WebhookEvent } from "./playbook/webhook.ts";
export { withTexts } from "./playbook/with-texts.ts";
export { applyFixes } from "./problems/apply-fixes.ts";
export { type Fix, formatProblem, type Place, type Problem } from "./problems/problem.ts";
export { type Start, startsFor } from "./route/starts-for.ts";
export { inWords } from "./steer/steer.ts";
export { LONGEST_SAID, type SteerMove } from "./steer/steer-move.ts";
export { type Steering, type SteerOption, type SteerQuestion, steeringOf } from "./steer/steering.ts";
export { atLocalTime, localTimeText, readLocalTime } from "./testing/clock.ts";
export { cardName, type LineChange } from "./testing/line-change.ts";
export { readTests } from "./testing/read-tests.ts";
export {
  addConversation,
  type RecordedConversation,
  type RecordedLine,
} from "./testing/record-conversation.ts";
export { isMessage, Rehearsal } from "./testing/rehearsal.ts";
export type { ConversationResult, Coverage, FilePlace, TestRun } from "./testing/result.ts";
export { rewriteLines } from "./testing/rewrite-lines.ts";
export { runTests } from "./testing/run-tests.ts";
export { namesIn, SCHEMA_KINDS, type SchemaKind, type SchemaNames, schemaOf } from "./testing/schema-of.ts";
export type { ServiceAnswer, TestFile } from "./testing/test-file.ts";
export { transcriptLine } from "./testing/transcript.ts";
export { walkedByTests } from "./testing/walked-by-tests.ts";
export { addSpan } from "./time/add-span.ts";
export { dueInBusinessHours, isOpen, nextClosing, nextOpening } from "./time/business-time.ts";
export { formatSpan, readSpan } from "./time/read-span.ts";
export type { Span } from "./time/span.ts";
export { type WallMoment, wallMoment, wallText } from "./time/wall-time.ts";
export type { RememberedAnswer } from "./turn/remembered.ts";
export { takeTurn } from "./turn/take-turn.ts";
export type {
  AlertReason,
  Clock,
  Effect,
  RefusedTurn,
  Status,
  Talk,
  Turn,
  TurnEvent,
  Upload,
  World,
} from "./turn/turn.ts";
export { type WhatIf, whatIfOf } from "./turn/what-if.ts";
export {
  clockOfLadder,
  ladderTurn,
  setAside,
  withHandoff,
} from "./turn/with-handoff.ts";
export type { Embedding } from "./understand/classifier/embedding.ts";
export { readWordVectors } from "./understand/classifier/word-vectors.ts";
export type { Entity } from "./understand/entities/entity.ts";
export { findEntities } from "./understand/entities/find-entities.ts";
export { labelOf, readAnswer } from "./understand/read-answer.ts";
export type {
  Explanation,
  Reading,
  Situation,
  Understanding,
} from "./understand/reading.ts";
export { type Change, changesBetween } from "./versions/changes.ts";
export { formatChanges } from "./versions/format-changes.ts";
export { formatMoveReport, type MoveReport, moveReport } from "./versions/move-report.ts";
export { type MovedTalk, moveTalk } from "./versions/move-talk.ts";
export { runsOf } from "./versions/runs-of.ts";
