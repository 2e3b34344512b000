export { provideWorkerDatabases as default } from './provide-worker-databases.ts';
