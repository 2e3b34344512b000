/** A one-time code that a session waits for. It is there for members and strangers alike. */
export interface CodeChallengeTable {
  /** As in the session. */
  id: string;
  /** Keyed hash of session and code. */
  code_hash: string;
  /** Wrong codes that were brought. */
  tries: number;
  /** Until when the code is good, ms since epoch. */
  expires_at: number;
}

/** When a code was asked for, kept for a day so that nobody is flooded with messages. */
export interface CodeRequestTable {
  id: string;
  /** Keyed hash of what was typed, or of the phone that a message went to; for a stranger of nothing at all. */
  number: string;
  /** ms since epoch. */
  asked_at: number;
}

/** The journal's tables of one-time codes. */
export interface LoyaltyTables {
  perks_code_challenge: CodeChallengeTable;
  perks_code_request: CodeRequestTable;
}
