export { createPerksClient, type PerksClient, type PerksClientOptions } from './client/create-perks-client.ts';
export { PerksProblem, type ProblemFacts } from './client/perks-problem.ts';
export type { PerksRequest, PerksResponse, PerksTransport } from './client/perks-transport.ts';
export { type MakeFailure, requestAnswer } from './client/request-answer.ts';
export { requestPerks } from './client/request-perks.ts';
