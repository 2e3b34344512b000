/** Tells an operator that the shop's sender failed or took too long. It holds nothing of what the sender threw: that could name a phone. */
export class CodeNotSent extends Error {
  override readonly name = 'CodeNotSent';
  readonly code = 'CODE_NOT_SENT';

  constructor() {
    super('CODE_NOT_SENT');
  }
}
