export { providePostgres as default } from './provide-postgres.ts';
