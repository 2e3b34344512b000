// What web-test-runner's mocha puts into the page of a browser test.
declare function describe(name: string, suite: () => void): void;
declare function it(name: string, test: (this: Mocha.Context) => void | Promise<void>): void;
declare function beforeEach(hook: () => void | Promise<void>): void;
declare function afterEach(hook: () => void | Promise<void>): void;
declare namespace Mocha {
  interface Context {
    /** Ends the running test as skipped. */
    skip(): never;
  }
}
