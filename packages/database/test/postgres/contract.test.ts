import { describeClose } from '../contract/describe-close.ts';
import { describeMigrate } from '../contract/describe-migrate.ts';
import { describeProcesses } from '../contract/describe-processes.ts';
import { describeQueries } from '../contract/describe-queries.ts';
import { describeTransact } from '../contract/describe-transact.ts';
import { postgres } from '../dialects/postgres.ts';

describeClose(postgres);
describeQueries(postgres);
describeTransact(postgres);
describeMigrate(postgres);
describeProcesses(postgres, 300);
