export { laterWords as words } from '../i18n/later-en.ts';
export { later } from './later.ts';
