import { describeClose } from '../contract/describe-close.ts';
import { describeMigrate } from '../contract/describe-migrate.ts';
import { describeProcesses } from '../contract/describe-processes.ts';
import { describeQueries } from '../contract/describe-queries.ts';
import { describeTransact } from '../contract/describe-transact.ts';
import { sqlite } from '../dialects/sqlite.ts';

describeClose(sqlite);
describeQueries(sqlite);
describeTransact(sqlite);
describeMigrate(sqlite);
describeProcesses(sqlite, 900);
