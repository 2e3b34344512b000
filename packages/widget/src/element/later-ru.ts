export { laterWords as words } from '../i18n/later-ru.ts';
export { later } from './later.ts';
